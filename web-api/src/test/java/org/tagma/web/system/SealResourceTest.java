package org.tagma.web.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.SealProgress;
import org.tagma.protocols.operation.SealShares;
import org.tagma.protocols.operation.Sealing;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.http.Requests;
import org.tagma.web.problem.Problem;

@SuppressWarnings("UnnecessaryAssignment") // the test injects, there is no container
class SealResourceTest {
  private static final String INIT = "{\"peerId\":\"keeper-1\",\"threshold\":2,\"total\":3}";

  private final ScriptedSealing sealing = new ScriptedSealing();
  private final SealResource resource = new SealResource();
  private HttpServletRequest http;

  /** Does what the test says, and remembers what it was asked. */
  private static final class ScriptedSealing implements Sealing {
    private final List<String> asked = new ArrayList<>();
    private final List<RequestContext> contexts = new ArrayList<>();
    private List<byte[]> brought = List.of();
    private Optional<SealShares> shares = Optional.empty();
    private Optional<OperationFailed> failure = Optional.empty();
    private boolean ready;

    private void ask(RequestContext context, String what) throws OperationFailed {
      contexts.add(context);
      asked.add(what);
      if (failure.isPresent()) {
        throw failure.get();
      }
    }

    @Override
    public Optional<SealShares> initialise(
        RequestContext context, String peerId, int threshold, int total) throws OperationFailed {
      ask(context, "init " + peerId + " " + threshold + " " + total);
      return shares;
    }

    @Override
    public boolean unseal(RequestContext context) throws OperationFailed {
      ask(context, "unseal");
      return ready;
    }

    @Override
    public SealProgress unseal(RequestContext context, List<byte[]> given, boolean reset)
        throws OperationFailed {
      brought = given;
      ask(context, "unseal with " + given.size() + (reset ? " after a reset" : ""));
      return new SealProgress(2, 3, 1, false);
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public void seal(RequestContext context) throws OperationFailed {
      ask(context, "seal");
    }
  }

  @BeforeEach
  void inject() {
    HttpServletRequest plain = Requests.of("POST", "/v1/keeper/system/unseal", null);
    Exchange.of(plain).authenticated(new Caller("alice", Permissions.none()), "token");
    http = plain;
    resource.http = http;
    resource.sealing = sealing;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void showsTheSharesOnceAndForgetsThem() throws OperationFailed {
    List<byte[]> shares = List.of(new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6});
    sealing.shares = Optional.of(new SealShares(2, shares));
    assertEquals(
        "{\"threshold\":2,\"total\":3,\"shares64\":[\"AQI=\",\"AwQ=\",\"BQY=\"]}",
        new String(resource.initialise(bytes(INIT)), StandardCharsets.UTF_8));
    shares.forEach(share -> assertArrayEquals(new byte[2], share));
    assertEquals(List.of("init keeper-1 2 3"), sealing.asked);
  }

  @Test
  void answersNothingWhereTheSealHasNoShares() throws OperationFailed {
    assertNull(resource.initialise(bytes(INIT)));
  }

  @Test
  void answersWithTheProgressAndErasesWhatCame() throws OperationFailed {
    byte[] body = bytes("{\"payloads64\":[\"AQI=\",\"AwQ=\"],\"reset\":true}");
    SealResource.Progress progress = resource.unseal(body);
    assertEquals(new SealResource.Progress(2, 3, 1, false), progress);
    assertEquals(
        "{\"threshold\":2,\"total\":3,\"progress\":1,\"ready\":false}",
        new String(Json.bytes(progress), StandardCharsets.UTF_8));
    assertEquals(List.of("unseal with 2 after a reset"), sealing.asked);
    assertArrayEquals(new byte[body.length], body);
    sealing.brought.forEach(share -> assertArrayEquals(new byte[2], share));
    sealing.ready = true;
    assertTrue(resource.unseal(bytes("{\"payload64\":\"AQI=\"}")).ready());
  }

  @Test
  void erasesWhatCameWhenItIsRejected() {
    byte[] malformed = bytes("{\"payload64\":\"AQI=\",\"what\":1}");
    assertThrows(OperationFailed.class, () -> resource.unseal(malformed));
    assertArrayEquals(new byte[malformed.length], malformed);
    assertFalse(Exchange.of(http).handedOver());
    sealing.failure =
        Optional.of(new OperationFailed(ErrorType.INVALID_SHARE, "no share of this seal"));
    assertThrows(OperationFailed.class, () -> resource.unseal(bytes("{\"payload64\":\"AQI=\"}")));
    assertArrayEquals(new byte[2], sealing.brought.get(0));
  }

  @Test
  void opensAnAutomaticSealAndClosesASeal() throws OperationFailed {
    sealing.ready = true;
    assertEquals(
        "{\"ready\":true}", new String(Json.bytes(resource.unseal()), StandardCharsets.UTF_8));
    resource.seal();
    assertEquals(List.of("unseal", "seal"), sealing.asked);
  }

  @Test
  void handsOverTheCallerAndNoBody() throws OperationFailed {
    resource.initialise(bytes(INIT));
    resource.unseal(bytes("{\"payload64\":\"AQI=\"}"));
    for (RequestContext context : sealing.contexts) {
      assertEquals("alice", context.caller().subject());
      assertEquals(0, context.body().length);
      assertTrue(context.request().isMissingNode());
    }
    assertTrue(Exchange.of(http).handedOver());
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorType.class,
      names = {
        "KEEPER_NOT_INITIALIZED",
        "KEEPER_SEALED",
        "KEEPER_ALREADY_INITIALIZED",
        "KEEPER_ALREADY_UNSEALED",
        "INVALID_SHARE",
        "INVALID_PEER_ID",
        "RATE_LIMITED",
        "UNSUPPORTED",
        "AUDIT_FAILED"
      })
  void passesOnWhyTheSealDoesNot(ErrorType type) {
    sealing.failure = Optional.of(new OperationFailed(type, "for a reason"));
    List<Executable> all =
        List.of(
            () -> resource.initialise(bytes(INIT)),
            () -> resource.unseal(bytes("{\"payload64\":\"AQI=\"}")),
            resource::unseal,
            resource::seal);
    int status =
        Map.of(
                ErrorType.KEEPER_ALREADY_INITIALIZED, 409,
                ErrorType.KEEPER_ALREADY_UNSEALED, 409,
                ErrorType.INVALID_SHARE, 400,
                ErrorType.INVALID_PEER_ID, 400,
                ErrorType.RATE_LIMITED, 429,
                ErrorType.UNSUPPORTED, 422)
            .getOrDefault(type, 503);
    for (var attempt : all) {
      OperationFailed failure = assertThrows(OperationFailed.class, attempt);
      assertEquals(status, Problem.of(Exchange.of(http), failure).status());
      assertEquals(type.name(), Problem.of(Exchange.of(http), failure).errorType());
    }
  }

  @Test
  void asksForThePermissionOfEachAndRecordsWhatIsTurnedAway() {
    Map<String, String> permissions =
        Map.of(
            "initialise", "init tagma.system.init",
            "unseal", "unseal tagma.system.unseal",
            "seal", "seal tagma.system.seal");
    long asked =
        Stream.of(SealResource.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Permission.class))
            .peek(
                method ->
                    assertEquals(
                        permissions.get(method.getName()),
                        method.getAnnotation(Audited.class).value()
                            + " "
                            + method.getAnnotation(Permission.class).value()))
            .count();
    assertEquals(4, asked);
  }
}
