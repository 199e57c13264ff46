package org.tagma.threshold.ecies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.Rehearsal;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedNetwork;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;

/** Who is asked, who is named and what comes out when keepers, senders or coordinators cheat. */
class EciesTest {
  private static final Cheat LIE = (session, round, body) -> body.put("z", body.get("A1").asText());

  private final SeededRandom random = new SeededRandom(7, "EciesTest");
  private SimulatedCluster cluster;
  private Operation operation;
  private SimulatedNetwork network;

  private void cluster(int threshold, int total) {
    cluster = EciesOperation.cluster(31, threshold, total);
    operation = EciesOperation.decrypt(cluster, "P256");
    network = cluster.network(1, Weather.CALM);
  }

  private CertificateContent certificate() {
    return operation.certificate().orElseThrow();
  }

  private Outcome run() {
    return cluster.run(1, operation, network);
  }

  private void assertDecrypted(Outcome outcome) {
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertArrayEquals(
        EciesOperation.PLAINTEXT,
        ((Decryption) outcome.result().get())
            .open(EciesOperation.ciphertext(certificate()))
            .orElseThrow());
    assertEquals(1, outcome.attempts());
  }

  @Test
  void returnsWithTheFirstGoodPartsAndRecordsALateLiar() {
    cluster(3, 5);
    cluster.keeper(2).cheat(LIE);
    network.holding(2, 300);
    long start = cluster.clock().now();
    Outcome outcome = cluster.run(1, operation, (Links) network);
    long took = cluster.clock().now() - start;
    assertDecrypted(outcome);
    assertTrue(took < 50, "took " + took);
    assertEquals(List.of(), outcome.ledger().faults());
    network.settle();
    assertEquals(List.of(2), network.late().stream().map(Fault::keeper).toList());
    Verdict.Imposter liar = (Verdict.Imposter) network.late().get(0).verdict();
    assertEquals("ECIES.DLEQ", liar.evidence().rule());
    assertEquals(Finding.PROVED, cluster.verifier().verify(liar.evidence()));
    assertEquals(List.of(), outcome.ledger().faults());
  }

  @Test
  void recordsASilentSpareAsDeadAfterItsDeadline() {
    cluster(2, 3);
    network.holding(3, 5_000);
    Outcome outcome = run();
    assertDecrypted(outcome);
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(
        List.of(
            new Fault(
                3,
                new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, SimulatedNetwork.ROUND_DEADLINE),
                1,
                1)),
        network.late());
  }

  @Test
  void saysNothingOfASpareThatWasGoodButLate() {
    cluster(2, 3);
    network.holding(3, 300);
    assertDecrypted(run());
    assertEquals(List.of(), network.late());
  }

  @Test
  void needsNoSecondAttemptWhenAllSparesAreLiars() {
    cluster(3, 5);
    cluster.keeper(2).cheat(LIE);
    cluster.keeper(4).cheat((session, round, body) -> body.removeAll());
    network.holding(3, 100).holding(5, 100);
    Outcome outcome = run();
    assertDecrypted(outcome);
    assertEquals(Set.of(2, 4), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
  }

  @Test
  void aDeadKeeperCostsOnlyItself() {
    cluster(2, 3);
    cluster.keeper(2).crash();
    Outcome outcome = run();
    assertDecrypted(outcome);
    assertEquals(Set.of(2), outcome.ledger().dead());
    assertEquals(Set.of(), outcome.ledger().imposters());
  }

  @Test
  void asksAsManySparesAsKeepersMayLie() {
    for (int[] asked : new int[][] {{2, 5, 3}, {3, 5, 5}, {3, 4, 4}, {2, 2, 2}}) {
      SimulatedCluster some = EciesOperation.cluster(32, asked[0], asked[1]);
      DirectLinks links = new DirectLinks(some, 1);
      Outcome outcome = some.run(1, EciesOperation.decrypt(some, "P256"), links);
      assertTrue(outcome.result().isPresent());
      assertEquals(asked[2], links.closings().size(), asked[0] + " of " + asked[1]);
    }
  }

  @Test
  void failsClosedWithFewerThanTGoodPartsAndRevealsNone() throws DecodingException {
    cluster(2, 3);
    cluster.keeper(2).cheat(LIE);
    cluster.keeper(3).cheat(LIE);
    DirectLinks links = new DirectLinks(cluster, 1);
    Outcome outcome = cluster.run(1, operation, links);
    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HONEST_CLIENTS), outcome.failure());
    assertEquals(Optional.empty(), outcome.result());
    assertEquals(Set.of(2, 3), outcome.ledger().imposters());
    assertEquals(1, links.sessions().size());
    for (List<String> closings : links.closings().values()) {
      Closing closing =
          Signed.read(
                  closings.get(0),
                  Closing.KIND,
                  cluster.cluster().id(),
                  cluster.cluster().keyRing())
              .content();
      closing.evidence().forEach(e -> assertEquals(1, e.exhibits().size()));
      Set<Integer> exhibited = new TreeSet<>();
      closing.evidence().forEach(e -> exhibited.add(e.accused()));
      assertEquals(Set.of(2, 3), exhibited);
    }
  }

  /** Catalogue 30: the very share, proved for another ciphertext. */
  @Test
  void namesAKeeperWhoseProofIsForAnotherCiphertext() {
    cluster(2, 3);
    Ciphertext other =
        EncryptionKey.of(certificate())
            .encrypt(Aead.AES_GCM, new byte[1], EciesOperation.ASSOCIATED, random);
    Operation elsewhere =
        EciesOperation.decrypt(cluster, certificate(), other, EciesOperation.ASSOCIATED);
    cluster
        .keeper(2)
        .cheat(
            (session, round, body) -> {
              Session wrong = StagedSession.of(cluster, elsewhere, 1, 1, 2, 3).session();
              PartialDecryption partial =
                  Decrypting.of(
                          new Session(
                              session.preimage(),
                              session.sid(),
                              wrong.request(),
                              session.certificate()))
                      .partial(
                          cluster.keeper(2).storage().share(certificate()).orElseThrow(),
                          SecretScalar.random(Curve.named("P256"), random),
                          random);
              body.setAll(partial.toBody());
            });
    network.holding(3, 100);
    Outcome outcome = run();
    assertDecrypted(outcome);
    Fault fault = outcome.ledger().faults().get(0);
    assertEquals(2, fault.keeper());
    assertEquals("ECIES.DLEQ", ((Verdict.Imposter) fault.verdict()).evidence().rule());
  }

  @Test
  void namesNobodyForAThousandChangedCiphertexts() {
    cluster(2, 3);
    EncryptionKey key = EncryptionKey.of(certificate());
    int asked = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] plaintext = new byte[random.nextInt(64)];
      random.nextBytes(plaintext);
      byte[] encoded =
          key.encrypt(Aead.AES_GCM, plaintext, EciesOperation.ASSOCIATED, random).encode();
      int bit = random.nextInt(8 * encoded.length);
      encoded[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        Ciphertext changed = Ciphertext.decode(encoded);
        operation =
            EciesOperation.decrypt(cluster, certificate(), changed, EciesOperation.ASSOCIATED);
        asked++;
      } catch (DecodingException e) {
        continue; // refused before anybody is asked
      }
      assertNobodyIsAsked(run(), "bit " + bit + " of ciphertext " + i);
    }
    assertTrue(asked > 200, "only " + asked);
  }

  private void assertNobodyIsAsked(Outcome outcome, String what) {
    assertEquals(Optional.of(Outcome.Failure.INVALID_CIPHERTEXT), outcome.failure(), what);
    assertEquals(List.of(), outcome.ledger().faults(), what);
    assertEquals(0, outcome.attempts(), what);
    cluster.keepers().values().forEach(k -> assertEquals(List.of(), k.storage().ended(), what));
  }

  @Test
  void namesNobodyForAnotherLabelOrTweak() {
    cluster(2, 3);
    Ciphertext ciphertext = EciesOperation.ciphertext(certificate());
    operation = EciesOperation.decrypt(cluster, certificate(), ciphertext, AssociatedData.NONE);
    assertNobodyIsAsked(run(), "no label");
  }

  /** Catalogue 31: a coordinator that asks for it all the same. */
  @Test
  void everyKeeperRefusesAnInvalidCiphertextOfALyingCoordinator() throws DecodingException {
    cluster(2, 3);
    Ciphertext ciphertext = EciesOperation.ciphertext(certificate());
    operation = EciesOperation.decrypt(cluster, certificate(), ciphertext, AssociatedData.NONE);
    HandCoordinator liar = HandCoordinator.of(cluster, operation, 1, 1, 2, 3);
    for (int keeper = 2; keeper <= 3; keeper++) {
      HostAnswer answer = cluster.keeper(keeper).host().round(liar.sid(), 1, liar.first(keeper));
      Refusal refusal =
          Signed.read(
                  ((HostAnswer.Refusing) answer).refusal(),
                  Refusal.KIND,
                  cluster.cluster().id(),
                  cluster.cluster().keyRing())
              .content();
      assertEquals(RefusalReason.INVALID_CIPHERTEXT, refusal.reason());
      assertFalse(cluster.keeper(keeper).storage().isConsumed(liar.sid()));
    }
  }

  /** Catalogue 33: all parts are good and the sender's body is not. */
  @Test
  void namesNobodyWhenTheSenderSpoiledTheBody() {
    cluster(2, 3);
    EncryptionKey key = EncryptionKey.of(certificate());
    Ciphertext good = EciesOperation.ciphertext(certificate());
    Bytes zero = Bytes.of(new byte[32]);
    Ciphertext unproved =
        Ciphertext.of(
            new CiphertextHeader(
                1,
                good.header().suite(),
                EciesOperation.KEY,
                good.header().u(),
                Optional.empty(),
                Bytes.empty()),
            zero,
            good.body());
    SecretScalar r =
        SecretScalar.random(Curve.named("P256"), new SeededRandom(1, "ciphertext")); // as in good
    CiphertextProof proof =
        CiphertextProof.prove(
            good.header().suite(),
            new CiphertextProof.Statement(
                key.tweaked(EciesOperation.ASSOCIATED),
                key.ghat(),
                unproved.header().bodyHash(),
                EciesOperation.ASSOCIATED.hash(EciesOperation.KEY)),
            good.header().u(),
            good.header().proof().orElseThrow().uh(),
            r,
            SecretScalar.random(Curve.named("P256"), random));
    Ciphertext spoiled = unproved.proved(proof);
    operation = EciesOperation.decrypt(cluster, certificate(), spoiled, EciesOperation.ASSOCIATED);
    Outcome outcome = run();
    Decryption decryption = (Decryption) outcome.result().orElseThrow();
    assertEquals(Optional.empty(), decryption.open(spoiled));
    assertThrows(IllegalArgumentException.class, () -> decryption.open(good));
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(List.of(), network.late());
  }

  private Optional<RefusalReason> objection(
      CertificateContent certificate, ObjectNode change, Ciphertext ciphertext)
      throws DecodingException {
    Operation changed =
        EciesOperation.decrypt(cluster, certificate, ciphertext, EciesOperation.ASSOCIATED);
    ((ObjectNode) changed.request().get("request")).setAll(change);
    return new Ecies()
        .objection(
            Session.of(
                StagedSession.preimage(cluster, changed, 1, List.of(1, 2), 1),
                changed.request(),
                changed.certificate()));
  }

  private static ObjectNode change() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void acceptsOnlyRequestsThatFitTheCertificate() throws DecodingException {
    cluster(2, 3);
    Ciphertext ciphertext = EciesOperation.ciphertext(certificate());
    assertEquals(Optional.empty(), objection(certificate(), change(), ciphertext));
    for (ObjectNode good :
        List.of(change().put("algorithm", "AES_GCM"), change().put("generation", 1))) {
      assertEquals(Optional.empty(), objection(certificate(), good, ciphertext));
    }
    for (ObjectNode bad :
        List.of(
            change().put("algorithm", "CHACHA20_POLY1305"),
            change().put("algorithm", "ROT13"),
            change().put("generation", 2),
            change().put("generation", 0),
            change().put("keyId", "team:dec-2"),
            change().put("tweak", "UPPER"),
            change().put("label", ""),
            change().put("aad64", "%"),
            change().put("ciphertext64", "*"),
            change().put("unknown", 1))) {
      assertEquals(
          Optional.of(RefusalReason.INVALID_REQUEST),
          objection(certificate(), bad, ciphertext),
          bad::toString);
    }
    for (ObjectNode bad :
        List.of(change().put("ciphertext64", ""), change().put("ciphertext64", "AAAA"))) {
      assertEquals(
          Optional.of(RefusalReason.INVALID_CIPHERTEXT),
          objection(certificate(), bad, ciphertext),
          bad::toString);
    }
  }

  @Test
  void aKeyForSignaturesNeitherEncryptsNorDecrypts() throws DecodingException {
    cluster(2, 3);
    Ciphertext ciphertext = EciesOperation.ciphertext(certificate());
    CertificateContent signing =
        cluster.dealKey(EciesOperation.KEY, Curve.named("P256"), KeyUsage.SIGN);
    assertEquals(
        Optional.of(RefusalReason.INVALID_REQUEST), objection(signing, change(), ciphertext));
    assertThrows(IllegalArgumentException.class, () -> EncryptionKey.of(signing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DECRYPT", "DECRYPT_PLAIN"})
  void aKeyForDecryptionDoesNotSign(String usage) {
    SimulatedCluster signers = new SimulatedCluster(33, 2, 3, List.of(new Frost(), new Ecies()));
    CertificateContent key =
        signers.dealKey(EciesOperation.KEY, Curve.named("SECP256K1"), KeyUsage.valueOf(usage));
    ObjectNode request = change().put("keyId", EciesOperation.KEY).put("algorithm", "FROST");
    request.putObject("operations").put("op", "bWVzc2FnZQ==");
    Operation sign =
        signers.operation(
            new Frost(),
            "FROST-secp256k1-SHA256-v1",
            EciesOperation.KEY,
            Optional.of(key),
            Session.request("sign", request),
            30_000);
    Outcome outcome = signers.run(1, sign, signers.network(1, Weather.CALM));
    assertEquals(Optional.empty(), outcome.result());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertTrue(outcome.ledger().refused().size() >= 2);
  }

  /**
   * u + G, or any body under a known u: nobody can tell, so nothing but the key's opt-in counts.
   */
  @Test
  void decryptsAPlainCiphertextOnlyUnderAKeyMadeForThem() throws DecodingException {
    cluster(2, 3);
    assertEquals(
        Optional.of(RefusalReason.INVALID_CIPHERTEXT),
        objection(certificate(), change(), plain(certificate())));
    CertificateContent optedIn =
        cluster.dealKey(EciesOperation.KEY, Curve.named("P256"), KeyUsage.DECRYPT_PLAIN);
    Ciphertext plain = plain(optedIn);
    operation =
        EciesOperation.decrypt(
            cluster, optedIn, Ciphertext.decode(plain.encode()), EciesOperation.ASSOCIATED);
    Decryption decryption = (Decryption) run().result().orElseThrow();
    assertArrayEquals(EciesOperation.PLAINTEXT, decryption.open(plain).orElseThrow());
    assertFalse(decryption.isCcaSafe());
    operation =
        EciesOperation.decrypt(
            cluster, optedIn, EciesOperation.ciphertext(optedIn), EciesOperation.ASSOCIATED);
    assertFalse(((Decryption) run().result().orElseThrow()).isCcaSafe());
  }

  /** What a client makes that has no code for the proof. */
  private Ciphertext plain(CertificateContent certificate) {
    return EncryptionKey.of(certificate)
        .encryptWithoutProof(
            Aead.AES_GCM, EciesOperation.PLAINTEXT, EciesOperation.ASSOCIATED, random);
  }

  @Test
  void decryptsUnderAKeyThatTheKeepersMadeThemselves() {
    for (EciesSuite suite : EciesSuite.all()) {
      Rehearsal rehearsal = new Rehearsal(2, 3, random);
      ObjectNode create =
          change()
              .put("keyId", EciesOperation.KEY)
              .put("curve", suite.curve().apiName())
              .put("mode", "CREATE")
              .put("usage", "DECRYPT");
      Rehearsal.Played key =
          rehearsal.play(
              new Dkg(),
              Dkg.suite(suite.curve()),
              Session.request(DkgRequest.OP, create),
              List.of(1, 2, 3),
              Optional.empty(),
              Map.of());
      CertificateContent certificate = ((Certificate) key.result()).content();
      assertEquals(KeyUsage.DECRYPT, certificate.usage());
      Ciphertext ciphertext =
          EncryptionKey.of(certificate)
              .encrypt(suite.aead(), EciesOperation.PLAINTEXT, AssociatedData.NONE, random);
      Rehearsal.Played decrypted =
          rehearsal.play(
              new Ecies(),
              suite.name(),
              DecryptRequest.of(change().put("keyId", EciesOperation.KEY), ciphertext),
              List.of(2, 3),
              Optional.of(certificate),
              key.shares());
      assertArrayEquals(
          EciesOperation.PLAINTEXT,
          ((Decryption) decrypted.result()).open(ciphertext).orElseThrow());
      assertTrue(((Decryption) decrypted.result()).isCcaSafe());
    }
  }

  @Test
  void noKeyOnEd25519IsMadeForDecryption() throws DecodingException {
    for (String usage : List.of("DECRYPT", "DECRYPT_PLAIN")) {
      assertThrows(DecodingException.class, () -> DkgRequest.read(create("ED25519", usage)), usage);
      assertEquals(
          Optional.of(KeyUsage.valueOf(usage)), DkgRequest.read(create("P256", usage)).usage());
    }
    assertEquals(Optional.of(KeyUsage.SIGN), DkgRequest.read(create("ED25519", "SIGN")).usage());
  }

  private static ObjectNode create(String curve, String usage) {
    return Session.request(
        DkgRequest.OP,
        change()
            .put("keyId", EciesOperation.KEY)
            .put("curve", curve)
            .put("mode", "CREATE")
            .put("usage", usage));
  }

  @Test
  void showsNeitherPartsNorSharedPointsAsText() {
    cluster(2, 3);
    Outcome outcome = run();
    assertEquals("Decryption[redacted]", outcome.result().orElseThrow().toString());
    PartialDecryption partial =
        new PartialDecryption(
            Bytes.fromHex("aa"), Bytes.fromHex("bb"), Bytes.fromHex("cc"), Bytes.fromHex("dd"));
    assertEquals("PartialDecryption[redacted]", partial.toString());
  }
}
