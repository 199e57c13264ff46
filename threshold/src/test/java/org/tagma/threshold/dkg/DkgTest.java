package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.generation.ActivateMessage;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;

class DkgTest {
  private static final int LIAR = 2;
  private static final int VICTIM = 1;

  @ParameterizedTest
  @CsvSource({
    "SECP256K1,2,3",
    "P256,2,3",
    "ED25519,2,3",
    "SECP256K1,3,5",
    "P256,2,2",
    "ED25519,4,4"
  })
  void givesEveryKeeperAShareOfOneCertifiedKey(String curve, int t, int n)
      throws DecodingException {
    KeyTable table = new KeyTable("givesEveryKeeperAShare " + curve + t + n, curve, t, n);
    table.play();
    assertTrue(table.accusations.isEmpty(), table.seed::toString);
    assertEquals(5, table.rounds.size());
    Set<Certificate> certificates = new TreeSet<>((a, b) -> a.equals(b) ? 0 : 1);
    SortedMap<Integer, KeyShare> shares = new TreeMap<>();
    for (int keeper : table.engines.keySet()) {
      List<Effect> effects = table.effects.get(keeper);
      assertEquals(
          List.of(Effect.Consume.class, Effect.KeepPending.class, Effect.Activate.class),
          effects.stream().map(Effect::getClass).toList());
      shares.put(keeper, ((Effect.KeepPending) effects.get(1)).share());
      certificates.add(((Effect.Activate) effects.get(2)).certificate());
    }
    assertEquals(1, certificates.size(), table.seed::toString);
    Certificate certificate = certificates.iterator().next();
    certificate.verify(table.cluster.id(), table.cluster.keyRing());
    assertEquals(certificate, conclude(table));
    assertEquals(t, certificate.content().threshold());
    List<Integer> keepers = new ArrayList<>(shares.keySet());
    assertKey(certificate.content(), shares, keepers.subList(0, t));
    assertKey(certificate.content(), shares, keepers.subList(n - t, n));
  }

  private static void assertKey(
      CertificateContent content, SortedMap<Integer, KeyShare> shares, List<Integer> quorum) {
    Scalar key = content.curve().scalar(0);
    for (int keeper : quorum) {
      Scalar share = shares.get(keeper).secret().disclose();
      assertEquals(content.curve().generator().times(share), content.publicShare(keeper));
      key = key.plus(Lagrange.atZero(content.curve(), keeper, quorum).times(share));
    }
    assertEquals(content.publicKey(), content.curve().generator().times(key));
  }

  /** What somebody without a secret makes of the messages, the receipts left out. */
  private static Object conclude(KeyTable table) {
    Dkg dkg = new Dkg();
    InboxReader reader = new InboxReader(table.session, table.cluster.keyRing(), dkg);
    Inbox inbox = Inbox.empty(table.session);
    for (int round = 1; round <= dkg.settledBy(); round++) {
      List<String> messages =
          table.rounds.get(round - 1).values().stream().map(e -> e.signed().compact()).toList();
      inbox = inbox.with(reader.read(round, messages, inbox.view(round - 1)).admitted().values());
      assertEquals(List.of(), dkg.offences(inbox, round));
    }
    Step end = dkg.conclude(table.session).step(inbox, Tasks.SEQUENTIAL);
    return end.match(next -> next, Step.Done::result, blamed -> blamed);
  }

  @Test
  void everyRunMakesAnotherKey() throws DecodingException {
    KeyTable one = new KeyTable("one", "P256", 2, 3);
    KeyTable other = new KeyTable("other", "P256", 2, 3);
    one.play();
    other.play();
    assertNotEquals(
        ((Certificate) conclude(one)).content().publicKey(),
        ((Certificate) conclude(other)).content().publicKey());
  }

  @Test
  void namesTheDealerThatDealsToItselfOrToStrangers() throws DecodingException {
    for (int stranger : List.of(LIAR, 4)) {
      assertNamed(
          DkgRule.LENGTH,
          onDeal(
              deal -> {
                SortedMap<Integer, SealedShare> more = new TreeMap<>(deal.shares().byReceiver());
                more.put(stranger, deal.shares().byReceiver().get(VICTIM));
                return with(deal, deal.coefficients(), deal.proofCommitment(), more);
              }));
    }
  }

  @Test
  void namesTheDealerOfABadShareAndNotTheOneThatComplains() throws DecodingException {
    KeyTable table = new KeyTable("badShare", "SECP256K1", 2, 3);
    table.cheat(
        LIAR,
        (session, inbox, message) ->
            message instanceof DkgDeal deal ? badShare(table, inbox, deal) : message);
    table.play();
    assertOnly(table, DkgRule.SHARE, Set.of(LIAR));
    assertEquals(3, table.rounds.size());
  }

  @Test
  void namesTheKeeperThatComplainsAboutItselfOrAStranger() throws DecodingException {
    for (int dealer : List.of(LIAR, 9)) {
      assertNamed(
          DkgRule.COMPLAINT,
          (session, inbox, message) -> {
            if (!(message instanceof DkgProof proof)) {
              return message;
            }
            Bytes none = Bytes.empty();
            ShareComplaint odd = new ShareComplaint(dealer, none, none, none, none);
            return new DkgProof(proof.proofCommitment(), proof.proofResponse(), List.of(odd));
          });
    }
  }

  @Test
  void namesTheKeeperThatCertifiesAnotherKey() throws DecodingException {
    assertNamed(
        DkgRule.CERT,
        onAttestation(
            attestation -> {
              CertificateContent c = attestation.content();
              CertificateContent other =
                  new CertificateContent(
                      c.cluster(),
                      c.sid(),
                      c.keyId(),
                      c.generation() + 1,
                      c.curve(),
                      c.usage(),
                      c.threshold(),
                      c.participants(),
                      c.publicKey(),
                      c.publicShares(),
                      c.policy());
              return new Certificate.Attestation(other, attestation.rid(), attestation.proof());
            }));
  }

  @Test
  void aWrongReceiptNamesItsSenderWhenTheKeyIsThereAlready() throws DecodingException {
    KeyTable table = new KeyTable("receipt", "P256", 2, 3);
    table.cheat(
        LIAR,
        (session, inbox, message) ->
            message instanceof ActivateMessage
                ? new ActivateMessage(Bytes.of(new byte[32]))
                : message);
    table.play();
    Inbox inbox = inbox(table);
    assertEquals(
        List.of(LIAR + " DKG.CERT"),
        new Dkg().offences(inbox, 5).stream().map(o -> o.accused() + " " + o.rule().id()).toList());
    ((Certificate) conclude(table)).verify(table.cluster.id(), table.cluster.keyRing());
  }

  @Test
  void namesAllLiarsOfAStage() throws DecodingException {
    KeyTable table = new KeyTable("namesAllLiarsOfAStage", "P256", 3, 5);
    CheatingProtocol.Lie cheat =
        (session, inbox, message) ->
            message instanceof DkgProof proof
                ? new DkgProof(proof.proofCommitment(), Bytes.of(new byte[32]), List.of())
                : message;
    table.cheat(2, cheat);
    table.cheat(5, cheat);
    table.play();
    assertOnly(table, DkgRule.POP, Set.of(2, 5));
  }

  /** One liar changes one byte of one of its messages, anywhere: only it is ever named. */
  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "ED25519"})
  void noChangeOfOneMessageEverNamesAnHonestKeeper(String curve) throws DecodingException {
    int named = 0;
    for (int run = 0; run < 100; run++) {
      KeyTable table = new KeyTable("noChangeEverNames " + run, curve, 2, 3);
      int round = 1 + table.seed.nextInt(4);
      table.cheat(
          LIAR,
          (session, inbox, message) ->
              inbox.round() == round - 1 ? Mutation.of(message, table.seed) : message);
      table.play();
      for (List<Evidence> evidence : table.accusations.values()) {
        for (Evidence piece : evidence) {
          assertEquals(LIAR, piece.accused(), table.seed::toString);
          assertEquals(Finding.PROVED, table.verifier.verify(piece), table.seed::toString);
          named++;
        }
      }
      assertEquals(2, table.accusations.size(), table.seed::toString);
    }
    assertEquals(200, named);
  }

  @Test
  void acceptsOnlySessionsThatFitTheirRequest() throws DecodingException {
    KeyTable table = new KeyTable("accepts", "P256", 2, 3);
    Dkg dkg = new Dkg();
    assertTrue(dkg.accepts(table.session));
    for (String[] change :
        new String[][] {
          {"keyId", "team:key-2"},
          {"curve", "SECP256K1"},
          {"curve", "ED25519"},
          {"mode", "ROTATE"},
          {"mode", "REFRESH"},
          {"usage", "BOTH"},
          {"unknown", "x"}
        }) {
      ObjectNode request = DkgOperation.request("P256");
      ((ObjectNode) request.get("request")).put(change[0], change[1]);
      Session other =
          Session.of(
              KeyTable.preimage(table.cluster, Curve.named("P256"), request),
              request,
              Optional.empty());
      assertFalse(dkg.accepts(other), change[0] + " " + change[1]);
    }
    assertThrows(
        DecodingException.class,
        () ->
            Session.of(
                table.session.preimage(), DkgOperation.request("SECP256K1"), Optional.empty()));
  }

  private static void assertNamed(DkgRule rule, CheatingProtocol.Lie cheat)
      throws DecodingException {
    KeyTable table = new KeyTable("assertNamed " + rule, "SECP256K1", 2, 3);
    table.cheat(LIAR, cheat);
    table.play();
    assertOnly(table, rule, Set.of(LIAR));
  }

  /** Every honest keeper accuses exactly the liars, of the rule, with evidence that proves it. */
  private static void assertOnly(KeyTable table, DkgRule rule, Set<Integer> liars) {
    Set<Integer> honest = new TreeSet<>(table.engines.keySet());
    honest.removeAll(liars);
    assertEquals(honest, table.accusations.keySet(), table.seed::toString);
    for (List<Evidence> evidence : table.accusations.values()) {
      Set<Integer> accused = new TreeSet<>();
      for (Evidence piece : evidence) {
        accused.add(piece.accused());
        assertEquals(rule.id(), piece.rule(), table.seed::toString);
        assertEquals(Finding.PROVED, table.verifier.verify(piece), table.seed::toString);
      }
      assertEquals(new TreeSet<>(liars), accused, table.seed::toString);
    }
  }

  private static Inbox inbox(KeyTable table) {
    InboxReader reader = new InboxReader(table.session, table.cluster.keyRing(), new Dkg());
    Inbox inbox = Inbox.empty(table.session);
    for (SortedMap<Integer, Envelope> round : table.rounds) {
      List<String> messages = round.values().stream().map(e -> e.signed().compact()).toList();
      int number = inbox.round() + 1;
      inbox = inbox.with(reader.read(number, messages, inbox.view(number - 1)).admitted().values());
    }
    return inbox;
  }

  /** A share that is no value of the polynomial, sealed and proved as it should be. */
  private static DkgDeal badShare(KeyTable table, Inbox inbox, DkgDeal deal) {
    KeyGeneration generation = KeyGeneration.of(table.session);
    Point key = generation.encryptionKeys(inbox).get(VICTIM);
    Curve curve = key.curve();
    SortedMap<Integer, SealedShare> shares = new TreeMap<>(deal.shares().byReceiver());
    shares.put(
        VICTIM,
        SealedShare.seal(
            generation.context().stage(Dkg.DEAL, inbox.view(1)),
            LIAR,
            VICTIM,
            SecretScalar.of(curve.scalar(7)),
            key,
            SecretScalar.random(curve, table.seed),
            SecretScalar.random(curve, table.seed)));
    return with(deal, deal.coefficients(), deal.proofCommitment(), shares);
  }

  private interface DealCheat {
    DkgDeal alter(DkgDeal deal);
  }

  private static CheatingProtocol.Lie onDeal(DealCheat cheat) {
    return (session, inbox, message) ->
        message instanceof DkgDeal deal ? cheat.alter(deal) : message;
  }

  private interface AttestationCheat {
    Certificate.Attestation alter(Certificate.Attestation attestation);
  }

  private static CheatingProtocol.Lie onAttestation(AttestationCheat cheat) {
    return (session, inbox, message) ->
        message instanceof CertifyMessage honest
            ? new CertifyMessage(cheat.alter(honest.attestation()))
            : message;
  }

  private static DkgDeal with(
      DkgDeal deal,
      List<Bytes> coefficients,
      Bytes proofCommitment,
      SortedMap<Integer, SealedShare> shares) {
    return new DkgDeal(
        deal.rid(), coefficients, proofCommitment, deal.opening(), new SealedShares(shares));
  }
}
