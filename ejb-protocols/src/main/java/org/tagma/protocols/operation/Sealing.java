package org.tagma.protocols.operation;

import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.SealProgress;

/**
 * Initialises, opens and closes the seal of this keeper. Every call leaves its outcome in the
 * audit, and what opens the seal its intent before, with the caller and without any share.
 */
public interface Sealing {

  /**
   * Makes the data key.
   *
   * @param peerId the keeper that the caller means
   * @param threshold how many shares shall open a Shamir seal
   * @param total how many shares there shall be, from {@code threshold} to 16
   * @return the shares of a Shamir seal, the caller's to hand out and to erase: they exist nowhere
   *     else; empty for an automatic seal
   * @throws OperationFailed KEEPER_ALREADY_INITIALIZED, INVALID_PEER_ID, or what is wrong with the
   *     key of an automatic seal
   */
  Optional<SealShares> initialise(RequestContext context, String peerId, int threshold, int total)
      throws OperationFailed;

  /**
   * Opens an automatic seal.
   *
   * @return whether the keeper takes operations now
   * @throws OperationFailed KEEPER_NOT_INITIALIZED, KEEPER_ALREADY_UNSEALED, UNSUPPORTED for a
   *     Shamir seal, KEEPER_SEALED when it does not open
   */
  boolean unseal(RequestContext context) throws OperationFailed;

  /**
   * Brings shares to a Shamir seal: all are taken, or none.
   *
   * @param shares stay the caller's to erase; none only asks, or resets
   * @param reset whether to forget first those that are in
   * @throws OperationFailed KEEPER_NOT_INITIALIZED, KEEPER_ALREADY_UNSEALED, INVALID_SHARE,
   *     RATE_LIMITED, UNSUPPORTED for an automatic seal
   */
  SealProgress unseal(RequestContext context, List<byte[]> shares, boolean reset)
      throws OperationFailed;

  /** Whether the keeper takes operations. */
  boolean ready();

  /**
   * Erases the data key and the secrets of all sessions, in every case.
   *
   * @throws OperationFailed KEEPER_NOT_INITIALIZED; AUDIT_FAILED when it could not be recorded
   */
  void seal(RequestContext context) throws OperationFailed;
}
