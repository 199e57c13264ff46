package org.tagma.web.request;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * The body of {@code POST /control/moduli}.
 *
 * @param set how large the moduli have to be; empty for as large as the keepers make them
 */
public record ModuliRequest(Optional<ParameterSet> set) {
  /** Reads it strictly. */
  public static ModuliRequest of(RequestReader request) throws OperationFailed {
    request.only("set");
    Optional<String> label = request.optionalText("set");
    Optional<ParameterSet> set =
        Arrays.stream(ParameterSet.values())
            .filter(s -> label.equals(Optional.of(s.label())))
            .findFirst();
    if (label.isPresent() && set.isEmpty()) {
      throw RequestReader.invalid(
          "field 'set' has to be one of "
              + Arrays.stream(ParameterSet.values())
                  .map(ParameterSet::label)
                  .collect(Collectors.joining(", ")));
    }
    return new ModuliRequest(set);
  }
}
