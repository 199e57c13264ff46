package org.tagma.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;

class ExchangeTest {

  @Test
  void isOnePerRequest() {
    HttpServletRequest request = Requests.of("GET", "/v1/keeper/ping", null);
    assertSame(Exchange.of(request), Exchange.of(request));
  }

  @Test
  void handsOverWhatTheServiceNeeds() {
    Exchange exchange = Exchange.of(Requests.of("GET", "/v1/keeper/publicKey", "keyId=a"));
    exchange.authenticated(
        new Caller("ops", Permissions.of(List.of("tagma.key.*.public"))), "secret-token");
    assertFalse(exchange.handedOver());
    RequestContext context = exchange.handOver();
    assertTrue(exchange.handedOver());
    assertEquals(exchange.operationId(), context.operationId());
    assertEquals("ops", context.caller().subject());
    assertEquals("secret-token", context.credential());
    assertEquals("/v1/keeper/publicKey?keyId=a", context.path());
    assertEquals("192.0.2.7", context.remoteAddress());
    assertTrue(context.request().isMissingNode());
    assertFalse(context.toString().contains("secret-token"));
  }

  @Test
  void escapesWhatIsNoPath() {
    assertEquals("/a%25zz", Exchange.of(Requests.of("GET", "/a%zz", null)).path());
    assertEquals("/a%20b", Exchange.of(Requests.of("GET", "/a b", null)).path());
  }

  @Test
  void knowsThePathOfTheRequestOnItsErrorPageToo() {
    HttpServletRequest request = Requests.of("GET", "/problem", null);
    request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/nothing/here");
    assertEquals("/nothing/here", Exchange.of(request).path());
  }
}
