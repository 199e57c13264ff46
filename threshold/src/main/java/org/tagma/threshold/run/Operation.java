package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.round.Protocol;

/**
 * What a client wants, as its coordinator runs it.
 *
 * @param operationId the client's operation
 * @param protocol does it
 * @param suite the ciphersuite
 * @param keyId the key
 * @param generation the key's generation; for a key in the making, the first number to try
 * @param certificate the key's certificate; empty for a key in the making
 * @param auxBundle the keepers' moduli; empty for a protocol that needs none
 * @param holders who may take part; a session names each under its identity key of today
 * @param threshold t
 * @param total n, which is another number than that of {@code holders} where the protocol chooses
 *     its members
 * @param request {op, request}
 * @param credential the caller's
 * @param budgetMillis how long the operation may take, in milliseconds
 */
public record Operation(
    String operationId,
    Protocol protocol,
    String suite,
    String keyId,
    int generation,
    Optional<CertificateContent> certificate,
    Optional<AuxBundle> auxBundle,
    List<Participant> holders,
    int threshold,
    int total,
    ObjectNode request,
    String credential,
    long budgetMillis) {
  public Operation {
    holders = List.copyOf(holders);
  }

  /** An operation of holders only. */
  public Operation(
      String operationId,
      Protocol protocol,
      String suite,
      String keyId,
      int generation,
      Optional<CertificateContent> certificate,
      Optional<AuxBundle> auxBundle,
      List<Participant> holders,
      int threshold,
      ObjectNode request,
      String credential,
      long budgetMillis) {
    this(
        operationId,
        protocol,
        suite,
        keyId,
        generation,
        certificate,
        auxBundle,
        holders,
        threshold,
        holders.size(),
        request,
        credential,
        budgetMillis);
  }

  /** An operation of a protocol that needs no moduli. */
  public Operation(
      String operationId,
      Protocol protocol,
      String suite,
      String keyId,
      int generation,
      Optional<CertificateContent> certificate,
      List<Participant> holders,
      int threshold,
      ObjectNode request,
      String credential,
      long budgetMillis) {
    this(
        operationId,
        protocol,
        suite,
        keyId,
        generation,
        certificate,
        Optional.empty(),
        holders,
        threshold,
        request,
        credential,
        budgetMillis);
  }

  @Override
  public String toString() {
    return "Operation[" + operationId + "]";
  }
}
