package org.tagma.web.operation;

import java.util.List;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.KeyImported;
import org.tagma.threshold.key.KeyOrigin;

/**
 * The answer of {@code POST /storage/store}.
 *
 * @param generation the one that is active now
 * @param origin certified with the key, for ever
 * @param refreshed whether the shares that the dealer knew are out of use; where they are not, the
 *     lists say why
 */
public record KeyImportedAnswer(
    String keyId,
    int generation,
    byte[] publicKey64,
    KeyOrigin origin,
    boolean refreshed,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId) {

  static KeyImportedAnswer of(KeyImported key) {
    return new KeyImportedAnswer(
        key.keyId(),
        key.generation(),
        key.publicKey(),
        KeyOrigin.IMPORTED,
        key.refreshed(),
        key.faults().imposters(),
        key.faults().dead(),
        key.faults().refused(),
        key.faults().faults(),
        key.operationId());
  }
}
