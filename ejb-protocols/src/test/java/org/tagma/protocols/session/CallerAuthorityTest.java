package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.access.AcceptedTokens;
import org.tagma.protocols.access.Authenticator;
import org.tagma.protocols.access.JwtVerifier;
import org.tagma.protocols.access.TokenFile;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.verdict.RefusalReason;

class CallerAuthorityTest {
  private static final String NOBODY =
      "{\"tokens\":[{\"subject\":\"ops\",\"tokenSha256\":\"%s\",\"permissions\":[\"%s\"]}]}";

  /** SHA-256 of {@code secret}. */
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

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
    StoredModuli moduli =
        new StoredModuli() {
          @Override
          public Optional<AuxCertificate> active() {
            return certified;
          }
        };
    return new CallerAuthority(authenticator, moduli).decide(credential, request);
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
}
