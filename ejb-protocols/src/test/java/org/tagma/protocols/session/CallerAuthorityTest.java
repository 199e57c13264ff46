package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.access.AcceptedTokens;
import org.tagma.protocols.access.Authentication;
import org.tagma.protocols.access.Authenticator;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.JwtVerifier;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.access.TokenFile;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.SessionPreimage;

class CallerAuthorityTest {
  private static final String NOBODY =
      "{\"tokens\":[{\"subject\":\"ops\",\"tokenSha256\":\"%s\",\"permissions\":[\"%s\"]}]}";

  /** SHA-256 of {@code secret}. */
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private final Map<String, String> used = new HashMap<>();
  private Optional<AuxCertificate> certified = Optional.empty();

  private Authority.Decision decide(String credential, String permission, ObjectNode request)
      throws Exception {
    TokenFile tokens =
        TokenFile.parse(NOBODY.formatted(SECRET, permission).getBytes(StandardCharsets.UTF_8));
    Authenticator authenticator =
        new Authenticator(
            new AcceptedTokens() {
              @Override
              public TokenFile tokens() {
                return tokens;
              }

              @Override
              public Optional<JwtVerifier> jwt() {
                return Optional.empty();
              }

              @Override
              public boolean developerTokens() {
                return false;
              }
            });
    return decide(authenticator, credential, opening("op-1", 1), request);
  }

  private Authority.Decision decide(
      Authenticator authenticator, String credential, SessionPreimage opening, ObjectNode request) {
    StoredModuli moduli =
        new StoredModuli() {
          @Override
          public Optional<AuxCertificate> active() {
            return certified;
          }
        };
    return new CallerAuthority(authenticator, moduli, new Uses())
        .decide(credential, opening, request);
  }

  /** Tokens, and the operations that used them. */
  private final class Uses extends TokenUses {
    @Override
    public boolean use(TokenBinding token, int coordinator, String operationId) {
      String operation = coordinator + " " + operationId;
      return operation.equals(used.computeIfAbsent(token.token(), t -> operation));
    }
  }

  private static SessionPreimage opening(String operationId, int coordinator) {
    Bytes none = Bytes.empty();
    return new SessionPreimage(
        SessionPreimage.VERSION,
        none,
        operationId,
        coordinator,
        "FROST",
        "suite",
        "k",
        1,
        none,
        2,
        3,
        List.of(),
        none,
        none,
        1,
        0,
        1,
        none);
  }

  private static final ObjectNode SET_UP = AuxSetup.request(ParameterSet.P128);

  @Test
  void theKeepersThemselvesSetUpTheirFirstModuliAndNoOthers() throws Exception {
    Authority.Decision first = decide(CallerAuthority.KEEPERS, "tagma.dkg.create", SET_UP);
    assertEquals(Optional.empty(), first.objection());
    assertEquals("keepers", first.subject());
    certified =
        Optional.of(
            new AuxCertificate(new AuxBundle(ParameterSet.P128, new TreeMap<>()), List.of()));
    assertEquals(
        Optional.of(RefusalReason.UNAUTHORISED),
        decide(CallerAuthority.KEEPERS, "tagma.dkg.create", SET_UP).objection());
  }

  @Test
  void nothingElseIsDoneInTheKeepersName() throws Exception {
    for (String op : List.of("sign", "dkg", "ecies/decrypt", "destroy", "storage/store", "")) {
      ObjectNode request =
          Session.request(
              op, JsonNodeFactory.instance.objectNode().put("keyId", "k").put("mode", "CREATE"));
      assertEquals(
          Optional.of(RefusalReason.UNAUTHORISED),
          decide(CallerAuthority.KEEPERS, "tagma.*.*", request).objection(),
          op);
    }
  }

  @Test
  void aCallerNeedsThePermissionToDestroyThatKey() throws Exception {
    ObjectNode request =
        Session.request(
            "destroy", JsonNodeFactory.instance.objectNode().put("keyId", "k").put("version", 1));
    assertEquals(Optional.empty(), decide("secret", "tagma.key.k.destroy", request).objection());
    for (String other : List.of("tagma.key.other.destroy", "tagma.key.k.decrypt")) {
      assertEquals(
          Optional.of(RefusalReason.UNAUTHORISED), decide("secret", other, request).objection());
    }
  }

  @Test
  void aCallerNeedsThePermissionToImportKeys() throws Exception {
    ObjectNode request =
        Session.request("storage/store", JsonNodeFactory.instance.objectNode().put("keyId", "k"));
    assertEquals(Optional.empty(), decide("secret", "tagma.storage.write", request).objection());
    for (String other : List.of("tagma.dkg.*", "tagma.key.k.*", "tagma.storage.read")) {
      assertEquals(
          Optional.of(RefusalReason.UNAUTHORISED), decide("secret", other, request).objection());
    }
  }

  @Test
  void aCallerNeedsThePermissionToRenewThem() throws Exception {
    assertEquals(Optional.empty(), decide("secret", "tagma.moduli.renew", SET_UP).objection());
    assertEquals(
        Optional.of(RefusalReason.UNAUTHORISED),
        decide("secret", "tagma.dkg.create", SET_UP).objection());
    assertEquals(
        Optional.of(RefusalReason.UNAUTHORISED),
        decide("unknown", "tagma.moduli.renew", SET_UP).objection());
  }

  private static ObjectNode sign(String message) {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("keyId", "k").put("algorithm", "FROST");
    request.putObject("operations").put("a", message);
    return Session.request("sign", request);
  }

  private Authority.Decision decideBound(
      ObjectNode boundTo, SessionPreimage opening, ObjectNode request) {
    Authenticator authenticator =
        new Authenticator() {
          @Override
          public Authentication check(String credential) {
            Caller caller =
                new Caller(
                    "orders",
                    Permissions.of(List.of("tagma.key.k.sign", "tagma.consistency.fix")),
                    Optional.of(new TokenBinding(credential, Bytes.empty(), digest(boundTo), 1)));
            return new Authentication.Authenticated(caller);
          }
        };
    return decide(authenticator, "token", opening, request);
  }

  private static Bytes digest(ObjectNode request) {
    try {
      return TokenBinding.digest(request);
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static final Authority.Decision TAKEN =
      new Authority.Decision("orders", Optional.empty(), true);
  private static final Authority.Decision NOT_TAKEN =
      new Authority.Decision("orders", Optional.of(RefusalReason.UNAUTHORISED), true);

  @Test
  void aTokenForOneRequestServesThatOneInEveryAttempt() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertEquals(TAKEN, decideBound(sign("YQ=="), opening("op-1", 1), sign("YQ==")));
    }
  }

  @Test
  void aTokenForOneRequestServesNoOtherRequestAndStaysUnusedByIt() {
    assertEquals(NOT_TAKEN, decideBound(sign("YQ=="), opening("op-1", 1), sign("Yg==")));
    assertEquals(Map.of(), used);
    assertEquals(TAKEN, decideBound(sign("YQ=="), opening("op-2", 1), sign("YQ==")));
  }

  @Test
  void aTokenForOneRequestServesNoOtherOperation() {
    assertEquals(TAKEN, decideBound(sign("YQ=="), opening("op-1", 1), sign("YQ==")));
    assertEquals(NOT_TAKEN, decideBound(sign("YQ=="), opening("op-2", 1), sign("YQ==")));
    assertEquals(NOT_TAKEN, decideBound(sign("YQ=="), opening("op-1", 2), sign("YQ==")));
  }

  @Test
  void aTokenForOneRequestNeedsThePermissionToo() {
    ObjectNode destroy =
        Session.request(
            "destroy", JsonNodeFactory.instance.objectNode().put("keyId", "k").put("version", 1));
    assertEquals(NOT_TAKEN, decideBound(destroy, opening("op-1", 1), destroy));
    assertEquals(Map.of(), used);
  }

  @Test
  void aRepairIsBoundToTheKeyWhicheverKeeperNeedsIt() {
    ObjectNode asked =
        Session.request("consistency/fix", JsonNodeFactory.instance.objectNode().put("keyId", "k"));
    for (int repaired = 1; repaired <= 2; repaired++) {
      ObjectNode repair = new RepairRequest("k", repaired).toSessionRequest();
      assertEquals(TAKEN, decideBound(asked, opening("op-1", 1), repair));
    }
    ObjectNode another = new RepairRequest("other", 1).toSessionRequest();
    assertEquals(NOT_TAKEN, decideBound(asked, opening("op-1", 1), another));
  }

  @Test
  void aTokenForAnyRequestIsNotBound() throws Exception {
    assertFalse(decide("secret", "tagma.moduli.renew", SET_UP).bound());
  }
}
