package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyPolicy.Limit;
import org.tagma.threshold.key.KeyPolicy.Unit;
import org.tagma.threshold.key.KeyPolicy.Use;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;
import org.tagma.threshold.transcript.Bytes;

class KeyPoliciesTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final KeyPolicy UNTIL_END =
      new KeyPolicy(
          Optional.of(new Limit(Unit.MILLISECONDS, END.toEpochMilli())),
          Optional.of(new Limit(Unit.SECONDS, END.getEpochSecond() + 1)),
          true,
          false);

  private static CertificateContent made(KeyPolicy policy) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "k")
            .put("curve", "P256")
            .put("mode", "CREATE");
    request.set("policy", policy.toJson());
    return ((Certificate)
            new Rehearsal(2, 3, new SecureRandom())
                .play(
                    new Dkg(),
                    Dkg.suite(Curve.named("P256")),
                    Session.request(DkgRequest.OP, request),
                    List.of(1, 2, 3),
                    Optional.empty(),
                    Map.of())
                .result())
        .content();
  }

  private static CertificateContent later(CertificateContent c, CertificateContent key) {
    return new CertificateContent(
        c.cluster(),
        c.sid(),
        c.keyId(),
        c.generation() + 1,
        c.curve(),
        c.usage(),
        c.threshold(),
        c.participants(),
        key.publicKey(),
        key.publicShares(),
        key.policy());
  }

  /** The policies as this keeper tells them, with {@code active} in use. */
  private static KeyPolicies at(Instant now, CertificateContent active) {
    StoredKeys keys =
        new StoredKeys(null, null, null, null, null) {
          @Override
          public Optional<CertificateContent> active(String keyId) {
            return Optional.of(active);
          }
        };
    return new KeyPolicies(keys, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void assertForbidden(
      ErrorType type, String detail, KeyPolicies policies, Use use, CertificateContent key) {
    OperationFailed failure = assertThrows(OperationFailed.class, () -> policies.require(use, key));
    assertEquals(type, failure.type());
    assertEquals(detail, failure.detail());
  }

  @Test
  void saysWhichUseEndedWhen() {
    CertificateContent key = made(UNTIL_END);
    for (Use use : Use.values()) {
      assertDoesNotThrow(() -> at(END, key).require(use, key));
    }
    KeyPolicies after = at(END.plusMillis(1), key);
    assertForbidden(
        ErrorType.KEY_APPLY_OPS_FORBIDDEN,
        "keyId: its policy ended signing and encrypting at 2027-01-01T00:00:00Z",
        after,
        Use.APPLY,
        key);
    assertDoesNotThrow(() -> after.require(Use.PROCESS, key));
    assertForbidden(
        ErrorType.KEY_PROCESS_OPS_FORBIDDEN,
        "keyId: its policy ended verifying and decrypting at 2027-01-01T00:00:01Z",
        at(END.plusMillis(1_001), key),
        Use.PROCESS,
        key);
  }

  @Test
  void saysThatOlderKeysAreForbidden() {
    CertificateContent old = made(new KeyPolicy(Optional.empty(), Optional.empty(), true, false));
    CertificateContent strict =
        made(new KeyPolicy(Optional.empty(), Optional.empty(), false, false));
    assertForbidden(
        ErrorType.KEY_PROCESS_OPS_FORBIDDEN,
        "generation: the key's policy forbids verifying and decrypting with the keys before the"
            + " active",
        at(END, later(old, strict)),
        Use.PROCESS,
        old);
    assertDoesNotThrow(() -> at(END, later(old, made(UNTIL_END))).require(Use.PROCESS, old));
  }

  private static RequestContext context(Optional<TokenBinding> binding) {
    return new RequestContext(
        "op-1",
        new Caller("orders", Permissions.none(), binding),
        "credential",
        "POST",
        "/v1/keeper/sign",
        "127.0.0.1",
        new byte[0],
        MissingNode.getInstance());
  }

  @Test
  void aKeyForBoundRequestsAndThoseBeforeItWantATokenForOneRequest() {
    CertificateContent any = made(new KeyPolicy(Optional.empty(), Optional.empty(), true, false));
    CertificateContent strict = made(new KeyPolicy(Optional.empty(), Optional.empty(), true, true));
    RequestContext unbound = context(Optional.empty());
    RequestContext bound =
        context(Optional.of(new TokenBinding("token", Bytes.empty(), Bytes.of(new byte[32]), 1)));
    assertDoesNotThrow(() -> KeyPolicies.requireBound(unbound, any, any));
    for (CertificateContent key : List.of(any, strict)) {
      CertificateContent latest = key.equals(any) ? strict : any;
      OperationFailed failure =
          assertThrows(OperationFailed.class, () -> KeyPolicies.requireBound(unbound, key, latest));
      assertEquals(ErrorType.ACCESS_DENIED, failure.type());
      assertDoesNotThrow(() -> KeyPolicies.requireBound(bound, key, latest));
    }
    assertDoesNotThrow(() -> KeyPolicies.requireBound(unbound, Optional.empty()));
    assertDoesNotThrow(() -> KeyPolicies.requireBound(unbound, any.policy()));
    assertDoesNotThrow(() -> KeyPolicies.requireBound(bound, strict.policy()));
    OperationFailed inTheMaking =
        assertThrows(
            OperationFailed.class, () -> KeyPolicies.requireBound(unbound, strict.policy()));
    assertEquals(ErrorType.ACCESS_DENIED, inTheMaking.type());
  }

  @Test
  void aNewKeyHasToBeOfSomeUse() {
    KeyPolicies policies = at(END.plusMillis(1), made(UNTIL_END));
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> policies.requireFuture(Optional.of(UNTIL_END)));
    assertEquals(ErrorType.INVALID_EXPIRATION_TIME, failure.type());
    assertEquals("field 'policy.apply.notAfter' is over already", failure.detail());
    assertDoesNotThrow(() -> policies.requireFuture(Optional.empty()));
    assertDoesNotThrow(() -> at(END, made(UNTIL_END)).requireFuture(Optional.of(UNTIL_END)));
  }
}
