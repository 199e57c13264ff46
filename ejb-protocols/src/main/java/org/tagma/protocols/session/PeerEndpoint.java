package org.tagma.protocols.session;

import org.tagma.protocols.failure.OperationFailed;

/**
 * What peers may ask of this keeper (spec/api.md, Between keepers). Bodies are JSON, at most 16
 * MiB, not yet parsed; who sent them is told by the signatures inside alone. A refusal is an
 * answer, not a failure.
 */
public interface PeerEndpoint {

  /** Opens a session: OPEN and the credential beside it. */
  PeerResponse open(String sid, byte[] body) throws OperationFailed;

  /**
   * Takes the inbox of a round and answers with the outbox.
   *
   * @param round the round, from 1
   */
  PeerResponse round(String sid, int round, byte[] body) throws OperationFailed;

  /** Opens the view of a round. */
  PeerResponse view(String sid, byte[] body) throws OperationFailed;

  /** Closes a session. */
  PeerResponse close(String sid, byte[] body) throws OperationFailed;

  /** Answers a probe. */
  PeerResponse probe(byte[] body) throws OperationFailed;

  /** Says what this keeper has of a key. */
  PeerResponse key(byte[] body) throws OperationFailed;

  /** Takes the proof that a generation is over, and confirms it. */
  PeerResponse destruction(byte[] body) throws OperationFailed;

  /** Takes a certificate, which proves itself, if this keeper waits for it. */
  PeerResponse certificate(byte[] body) throws OperationFailed;

  /** Takes statements about later identity keys, which prove themselves. */
  PeerResponse identity(byte[] body) throws OperationFailed;

  /** Hears what another keeper uses a token for. */
  PeerResponse tokenUse(byte[] body) throws OperationFailed;
}
