package org.tagma.threshold.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.RoundEngine;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;
import org.tagma.threshold.wire.Views;

/** What a keeper takes in, what it drops, and for what it accuses (spec/protocols.md 4.2). */
class InboxReaderTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(5, 2, 3);
  private final Operation operation = FrostOperation.sign(cluster);
  private final StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
  private final Bytes sid = staged.session().sid();
  private List<String> good;

  @BeforeEach
  void playRoundOne() {
    good = StagedSession.compact(staged.next());
  }

  private KeeperIdentity identity(int keeper) {
    return cluster.keeper(keeper).identity();
  }

  private InboxReader.Reading read(List<String> messages) {
    return staged.reader().read(1, messages, Views.initial(sid));
  }

  private static List<String> plus(List<String> messages, String... more) {
    List<String> all = new ArrayList<>(messages);
    all.addAll(List.of(more));
    return all;
  }

  /** Keeper 2's message of round 1 with something changed, under keeper 2's good signature. */
  private String changed(Consumer<ObjectNode> change) {
    ObjectNode payload = SignedPayload.of(staged.envelope(1, 2));
    change.accept(payload);
    return SignedPayload.sign(identity(2), payload);
  }

  private String rewritten(UnaryOperator<String> change) {
    Bytes payload = staged.envelope(1, 2).signed().payload();
    String text = new String(payload.toArray(), StandardCharsets.UTF_8);
    String other = change.apply(text);
    assertTrue(!other.equals(text), "the test changes something");
    return SignedPayload.sign(identity(2), other);
  }

  private void assertOnlyGood(int dropped, InboxReader.Reading reading) {
    assertEquals(Set.of(1, 2), reading.admitted().keySet());
    assertEquals(List.of(), reading.evidence());
    assertEquals(Map.of(), reading.otherView());
    assertEquals(dropped, reading.unattributable());
  }

  private void assertAccused(String rule, List<String> messages) {
    InboxReader.Reading reading = read(messages);
    assertEquals(List.of(rule), reading.evidence().stream().map(Evidence::rule).toList());
    Evidence evidence = reading.evidence().get(0);
    assertEquals(2, evidence.accused());
    assertEquals(Finding.PROVED, cluster.verifier().verify(evidence));
    assertEquals(Set.of(1), reading.admitted().keySet());
    assertEquals(Map.of(), reading.otherView());
  }

  @Test
  void oneGoodMessageOfEveryMemberIsAdmitted() {
    assertOnlyGood(0, read(good));
  }

  @Test
  void theSameMessageTwiceIsOneMessage() {
    assertOnlyGood(0, read(plus(good, good.get(1), good.get(0))));
  }

  @Test
  void anEnvelopeOfAnotherSessionNamesNobody() {
    StagedSession other = StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);
    String replayed = StagedSession.compact(other.next()).get(1);
    assertOnlyGood(1, read(plus(good, replayed)));
    InboxReader.Reading alone = read(List.of(good.get(0), replayed));
    assertEquals(Set.of(2), alone.missing(Set.of(1, 2)));
    assertEquals(List.of(), alone.evidence());
  }

  @Test
  void noFlippedCharacterNamesAnybodyOrGetsIn() {
    String honest = good.get(1);
    for (int at = 0; at < honest.length(); at += 7) {
      char other = honest.charAt(at) == 'Q' ? 'R' : 'Q';
      String flipped = honest.substring(0, at) + other + honest.substring(at + 1);
      assertOnlyGood(1, read(List.of(flipped, good.get(0), honest)));
      InboxReader.Reading alone = read(List.of(good.get(0), flipped));
      assertEquals(List.of(), alone.evidence(), "at " + at);
      assertEquals(Set.of(1), alone.admitted().keySet(), "at " + at);
    }
  }

  @Test
  void strangersAndOtherKindsOfMessagesAreDropped() {
    Envelope mine = staged.envelope(1, 2);
    ObjectNode payload = SignedPayload.of(mine);
    payload.put("from", "keeper-3");
    String nonMember = SignedPayload.sign(identity(3), payload);
    byte[] bytes = mine.signed().payload().toArray();
    String otherTyp = Jws.sign(identity(2), "tagma-refusal+jws", bytes);
    assertOnlyGood(4, read(plus(good, nonMember, otherTyp, "", "a.b.c")));
  }

  @Test
  void aMessageOfAnotherRoundIsDropped() {
    String late = StagedSession.compact(staged.next()).get(1);
    assertOnlyGood(1, read(plus(good, late)));
  }

  @Test
  void aSignedBodyThatIsNotTheRoundsIsMalformed() {
    assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.putObject("body"))));
    assertAccused(
        "ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("kind", "frost.share"))));
    assertAccused(
        "ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("to", "keeper-1"))));
    assertAccused(
        "ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("from", "keeper-1"))));
    assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("extra", 1))));
    assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.remove("view"))));
    assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("round", 65))));
    assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), changed(p -> p.put("round", "1"))));
  }

  @Test
  void aPayloadThatIsNotItsOwnCanonicalFormIsMalformed() {
    List<UnaryOperator<String>> forms =
        List.of(
            p -> p.replaceFirst("\"attempt\":1,(.*)}$", "$1,\"attempt\":1}"), // reordered
            p -> p.replaceFirst(",", ", "),
            p -> p + "\n",
            p -> p.replace("\"attempt\":1", "\"attempt\":1,\"attempt\":1"),
            p -> p.replace("\"attempt\":1", "\"attempt\":1.0"),
            p -> p.replace("\"attempt\":1", "\"attempt\":1e0"),
            p -> p.replace("\"attempt\":1", "\"attempt\":01"),
            p -> p.replace("frost.commit", "\\u0066rost.commit"),
            p -> p + "{}",
            p -> p.substring(0, p.length() - 1));
    for (UnaryOperator<String> form : forms) {
      assertAccused("ENVELOPE.MALFORMED", List.of(good.get(0), rewritten(form)));
    }
  }

  @Test
  void fieldsThatContradictTheSessionProveIt() {
    Map<String, Consumer<ObjectNode>> changes = new TreeMap<>();
    changes.put("cluster", p -> p.put("cluster", sid.base64Url()));
    changes.put("attempt", p -> p.put("attempt", 2));
    changes.put("protocol", p -> p.put("protocol", "DKG"));
    changes.put("suite", p -> p.put("suite", "FROST-P256-SHA256-v1"));
    changes.put("keyId", p -> p.put("keyId", "team:key-2"));
    changes.put("generation", p -> p.put("generation", 2));
    changes.put("notAfter", p -> p.put("notAfter", p.get("notAfter").longValue() + 1));
    changes.forEach(
        (field, change) ->
            assertAccused("ENVELOPE.SESSION", List.of(good.get(0), changed(change))));
  }

  @Test
  void twoDifferentMessagesForOnePlaceAreEquivocation() {
    String other = changed(p -> swapCommitments((ObjectNode) p.get("body")));
    assertAccused("ENVELOPE.EQUIVOCATION", plus(good, other));
    assertAccused("ENVELOPE.EQUIVOCATION", plus(List.of(other), good.get(0), good.get(1)));
    assertAccused(
        "ENVELOPE.EQUIVOCATION", plus(good, changed(p -> p.put("view", sid.base64Url()))));
  }

  private static void swapCommitments(ObjectNode body) {
    ArrayNode d = (ArrayNode) body.get("D");
    body.set("D", body.get("E"));
    body.set("E", d);
  }

  @Test
  void equivocationComesBeforeEveryOtherBlame() {
    String invalid = changed(p -> ((ArrayNode) p.get("body").get("D")).set(0, p.textNode("AA")));
    RoundEngine.Answer alone = staged.engine(1).advance(List.of(good.get(0), invalid));
    assertEquals(List.of("FROST.COMMITMENT"), rules(alone));

    StagedSession again = StagedSession.of(cluster, operation, 1, 1, 2);
    List<String> same = StagedSession.compact(again.next());
    assertEquals(good, same, "the same seeds give the same session");
    RoundEngine.Answer both = again.engine(1).advance(plus(same, invalid));
    assertEquals(List.of("ENVELOPE.EQUIVOCATION"), rules(both));
  }

  private static List<String> rules(RoundEngine.Answer answer) {
    RoundEngine.Answer.Accuse accuse = assertInstanceOf(RoundEngine.Answer.Accuse.class, answer);
    return accuse.evidence().stream().map(Evidence::rule).toList();
  }

  @Test
  void aMessageUnderAnotherViewIsKeptApart() {
    String other = changed(p -> p.put("view", sid.base64Url()));
    InboxReader.Reading reading = read(List.of(good.get(0), other));
    assertEquals(Set.of(1), reading.admitted().keySet());
    assertEquals(Set.of(2), reading.otherView().keySet());
    assertEquals(List.of(), reading.evidence());
    assertEquals(0, reading.unattributable());
  }
}
