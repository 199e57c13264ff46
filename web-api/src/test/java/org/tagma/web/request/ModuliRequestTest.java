package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.paillier.ParameterSet;

class ModuliRequestTest {
  private static ModuliRequest read(String json) throws OperationFailed {
    return ModuliRequest.of(RequestReader.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsTheSize() throws OperationFailed {
    assertEquals(Optional.empty(), read("{}").set());
    assertEquals(Optional.of(ParameterSet.P112), read("{\"set\":\"p112\"}").set());
  }

  @Test
  void rejectsOthers() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'set' has to be one of p128, p112",
        () -> read("{\"set\":\"P128\"}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY, "unknown field 'sets'", () -> read("{\"sets\":\"p128\"}"));
  }
}
