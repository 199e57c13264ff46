package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.gg20.EcdsaSignature;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.gg20.Gg20Signature;
import org.tagma.threshold.gg20.Gg20Suite;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Sha256;

class RehearsalTest {
  private static final FrostSuite SUITE = FrostSuite.SECP256K1;

  private final Rehearsal rehearsal = new Rehearsal(2, 3, new SeededRandom(51, "rehearsal"));
  private final List<KeyShare> given = new ArrayList<>();

  /** FROST that remembers which shares the keepers got. */
  private final class Watched extends CheatingProtocol {
    Watched(Lie lie) {
      super(new Frost(), lie);
    }

    @Override
    public Round begin(Session session, Local local) {
      given.add(local.share().orElseThrow());
      return super.begin(session, local);
    }
  }

  private Rehearsal.Played key() {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "k")
            .put("curve", SUITE.curve().apiName())
            .put("mode", "CREATE");
    return rehearsal.play(
        new Dkg(),
        Dkg.suite(SUITE.curve()),
        Session.request(DkgRequest.OP, request),
        List.of(1, 2, 3),
        Optional.empty(),
        Map.of());
  }

  private Rehearsal.Played sign(Rehearsal.Played key, CheatingProtocol.Lie lie) {
    CertificateContent certificate = ((Certificate) key.result()).content();
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("keyId", "k").put("algorithm", "FROST");
    request.putObject("operations").put("op", "bWVzc2FnZQ==");
    return rehearsal.play(
        new Watched(lie),
        SUITE.contextString(),
        Session.request(FrostRequest.OP, request),
        List.of(1, 3),
        Optional.of(certificate),
        key.shares());
  }

  private void assertOnlyTheCopiesAreDestroyed(Rehearsal.Played key) {
    assertEquals(List.of(1, 3), given.stream().map(KeyShare::keeper).toList());
    given.forEach(copy -> assertTrue(copy.isDestroyed(), "keeper-" + copy.keeper()));
    assertEquals(3, key.shares().size());
    key.shares().values().forEach(share -> assertFalse(share.isDestroyed(), share::toString));
  }

  @Test
  void destroysItsCopiesOfTheSharesAndLeavesTheCallersAlone() {
    Rehearsal.Played key = key();
    sign(key, (session, inbox, message) -> message);
    assertOnlyTheCopiesAreDestroyed(key);
  }

  @Test
  void destroysThemWhenAProtocolDoesNotWork() {
    Rehearsal.Played key = key();
    Cheat emptyBody = (session, round, body) -> body.removeAll();
    assertThrows(IllegalStateException.class, () -> sign(key, emptyBody.asLie()));
    assertOnlyTheCopiesAreDestroyed(key);
  }

  @Test
  void playsAProtocolThatNeedsModuli() {
    Rehearsal.Played key = key();
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    Map<Integer, AuxSecrets> secrets = new TreeMap<>();
    for (int keeper = 1; keeper <= 2; keeper++) {
      secrets.put(keeper, TestModuli.of(keeper));
      parameters.put(keeper, secrets.get(keeper).parameters());
    }
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "k")
            .put("algorithm", "GG20")
            .put("hash", true);
    request.putObject("operations").put("only", "");
    CertificateContent certificate = ((Certificate) key.result()).content();
    Rehearsal.Played signed =
        rehearsal.play(
            new Gg20(),
            Gg20Suite.of(SUITE.curve(), TestModuli.SET).orElseThrow().name(),
            Session.request(Gg20Request.OP, request),
            List.of(1, 2),
            Optional.of(certificate),
            key.shares(),
            Optional.of(new AuxBundle(TestModuli.SET, parameters)),
            secrets);
    EcdsaSignature signature = ((Gg20Signature) signed.result()).signature();
    assertTrue(signature.verify(certificate.publicKey(), Sha256.of(new byte[0]).toArray()));
  }
}
