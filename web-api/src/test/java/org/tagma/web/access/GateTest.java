package org.tagma.web.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.web.ClientApplication;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Requests;

class GateTest {
  private static ObjectNode sign(String keyId) {
    return Session.request("sign", JsonNodeFactory.instance.objectNode().put("keyId", keyId));
  }

  private static Exchange exchange(Optional<ObjectNode> boundTo) throws DecodingException {
    Optional<TokenBinding> binding = Optional.empty();
    if (boundTo.isPresent()) {
      binding =
          Optional.of(
              new TokenBinding("token", Bytes.empty(), TokenBinding.digest(boundTo.get()), 1));
    }
    Exchange exchange = Exchange.of(Requests.of("POST", "/v1/keeper/sign", null));
    exchange.authenticated(
        new Caller("orders", Permissions.of(List.of("tagma.key.*.sign")), binding), "credential");
    return exchange;
  }

  private static ErrorType refusal(Gate.SessionRequest request, Exchange exchange) {
    return assertThrows(OperationFailed.class, () -> Gate.bind(exchange, request)).type();
  }

  @Test
  void aTokenForOneRequestPassesWithThatOne() throws DecodingException {
    Exchange bound = exchange(Optional.of(sign("a")));
    assertDoesNotThrow(() -> Gate.bind(bound, () -> sign("a")));
    assertEquals(ErrorType.UNAUTHENTICATED, refusal(() -> sign("b"), bound));
  }

  @Test
  void aRequestThatCannotBeReadIsRefusedForWhatItIs() throws DecodingException {
    Gate.SessionRequest unreadable =
        () -> {
          throw new OperationFailed(ErrorType.INVALID_CIPHERTEXT, "no ciphertext");
        };
    assertEquals(
        ErrorType.INVALID_CIPHERTEXT, refusal(unreadable, exchange(Optional.of(sign("a")))));
    Exchange any = exchange(Optional.empty());
    assertDoesNotThrow(() -> Gate.bind(any, unreadable), "nobody reads it for any other token");
  }

  @Test
  void aTokenForOneRequestIsTakenForWorkWithAKeyAndNothingElse() {
    List<String> bindable =
        new ClientApplication()
            .getClasses().stream()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(GateTest::bindable)
                .sorted()
                .toList();
    assertEquals(List.of("create", "decrypt", "destroy", "fix", "sign", "store"), bindable);
  }

  private static Stream<String> bindable(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Bindable.class))
        .map(Method::getName);
  }
}
