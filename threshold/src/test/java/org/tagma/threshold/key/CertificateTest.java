package org.tagma.threshold.key;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;

/**
 * A certificate proves itself, to whoever reads it, and to nobody once anything of it is changed.
 */
class CertificateTest {
  private final SimulatedCluster cluster = new SimulatedCluster(11, 2, 3, List.of(new Dkg()));
  private final Certificate certificate = make();

  private Certificate make() {
    var request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "team:key-1")
            .put("curve", "SECP256K1")
            .put("mode", "CREATE");
    Outcome outcome =
        cluster.run(
            1,
            cluster.operation(
                new Dkg(),
                Dkg.suite(Curve.named("SECP256K1")),
                "team:key-1",
                Optional.empty(),
                Session.request("dkg", request),
                120_000),
            cluster.network(1, Weather.CALM));
    return (Certificate) outcome.result().orElseThrow();
  }

  private void verify(Certificate other) throws DecodingException {
    other.verify(cluster.cluster().id(), cluster.cluster().keyRing());
  }

  @Test
  void provesItselfAfterAJourneyThroughJson() throws DecodingException {
    Certificate read = Certificate.fromJson(Jcs.parse(Jcs.canonical(certificate.toJson())));
    assertEquals(certificate, read);
    assertDoesNotThrow(() -> verify(read));
  }

  @Test
  void isWhatEveryKeeperHolds() {
    for (int keeper = 1; keeper <= 3; keeper++) {
      Certificate held = cluster.keeper(keeper).storage().certificate("team:key-1").orElseThrow();
      assertEquals(certificate, held);
    }
  }

  @Test
  void needsEveryHolder() {
    List<String> two = certificate.envelopes().subList(0, 2);
    assertThrows(
        DecodingException.class, () -> verify(new Certificate(certificate.content(), two)));
    List<String> twice = new ArrayList<>(two);
    twice.add(two.get(0));
    assertThrows(
        DecodingException.class, () -> verify(new Certificate(certificate.content(), twice)));
  }

  @Test
  void isOfOneClusterOnly() {
    assertThrows(
        DecodingException.class,
        () -> certificate.verify(Bytes.of(new byte[32]), cluster.cluster().keyRing()));
    SimulatedCluster other = new SimulatedCluster(12, 2, 3, List.of(new Dkg()));
    assertThrows(
        DecodingException.class,
        () -> certificate.verify(cluster.cluster().id(), other.cluster().keyRing()));
  }

  @Test
  void coversItsWholeContent() {
    CertificateContent c = certificate.content();
    CertificateContent otherName =
        new CertificateContent(
            c.cluster(),
            c.sid(),
            "team:key-2",
            c.generation(),
            c.curve(),
            c.usage(),
            c.threshold(),
            c.participants(),
            c.publicKey(),
            c.publicShares(),
            c.policy());
    CertificateContent otherUsage =
        new CertificateContent(
            c.cluster(),
            c.sid(),
            c.keyId(),
            c.generation(),
            c.curve(),
            KeyUsage.DECRYPT,
            c.threshold(),
            c.participants(),
            c.publicKey(),
            c.publicShares(),
            c.policy());
    for (CertificateContent changed : List.of(otherName, otherUsage, owned(c, "treasury"))) {
      assertThrows(
          DecodingException.class, () -> verify(new Certificate(changed, certificate.envelopes())));
    }
  }

  private static CertificateContent owned(CertificateContent c, String owner) {
    return of(c, Optional.of(owner), Optional.empty());
  }

  private static CertificateContent of(
      CertificateContent c, Optional<String> owner, Optional<KeyOrigin> origin) {
    return new CertificateContent(
        c.cluster(),
        c.sid(),
        c.keyId(),
        c.generation(),
        c.curve(),
        c.usage(),
        c.threshold(),
        c.participants(),
        c.publicKey(),
        c.publicShares(),
        c.policy(),
        owner,
        origin);
  }

  @Test
  void anOriginIsHashedAndReadBackAndTakenForNothingElse() throws DecodingException {
    CertificateContent c = certificate.content();
    Optional<KeyOrigin> imported = Optional.of(KeyOrigin.IMPORTED);
    CertificateContent whole = of(c, Optional.empty(), imported);
    CertificateContent owned = of(c, Optional.of("treasury"), imported);
    List<CertificateContent> all =
        List.of(c, whole, owned, owned(c, "treasury"), owned(c, "IMPORTED"));
    assertEquals(
        all.size(), all.stream().map(CertificateContent::hash).distinct().count(), "two are one");
    for (CertificateContent content : all) {
      assertEquals(content, CertificateContent.fromJson(content.toJson()));
    }
    assertEquals("IMPORTED", whole.toJson().path("origin").textValue());
    assertThrows(
        DecodingException.class,
        () -> CertificateContent.fromJson(whole.toJson().put("origin", "MADE")));
    assertThrows(
        DecodingException.class, () -> verify(new Certificate(whole, certificate.envelopes())));
  }

  @Test
  void anOwnerIsHashedAndReadBack() throws DecodingException {
    CertificateContent c = certificate.content();
    CertificateContent treasury = owned(c, "treasury");
    assertNotEquals(c.hash(), treasury.hash());
    assertNotEquals(treasury.hash(), owned(c, "treasurz").hash());
    assertEquals(treasury, CertificateContent.fromJson(treasury.toJson()));
    assertThrows(
        DecodingException.class,
        () -> CertificateContent.fromJson(treasury.toJson().put("assetOwner", " ")));
    for (String none : List.of("", " ", "a\nb", "\ud800", "x".repeat(256))) {
      assertThrows(IllegalArgumentException.class, () -> owned(c, none));
    }
  }
}
