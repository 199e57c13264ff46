package org.tagma.web.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.Destroyed;

/**
 * The answer of {@code POST /destroy}: 200, or 299 where a keeper has not erased its share yet.
 *
 * @param version the generation
 */
public record DestroyedAnswer(
    String keyId,
    int version,
    @JsonIgnore boolean everywhere,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId)
    implements Partial {

  @Override
  @JsonIgnore
  public boolean isPartial() {
    return !everywhere;
  }

  static DestroyedAnswer of(Destroyed destroyed) {
    return new DestroyedAnswer(
        destroyed.keyId(),
        destroyed.version(),
        destroyed.everywhere(),
        destroyed.faults().imposters(),
        destroyed.faults().dead(),
        destroyed.faults().refused(),
        destroyed.faults().faults(),
        destroyed.operationId());
  }
}
