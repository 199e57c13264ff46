package org.tagma.threshold.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.KnownDealing;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

class RepairKnownAnswersTest {
  private static List<Integer> helpers(KnownDealing run) {
    return KnownAnswers.each(run.json().get("helpers")).map(JsonNode::asInt).toList();
  }

  private static int repaired(KnownDealing run) {
    return run.json().get("repaired").asInt();
  }

  private static SplitDealing dealing(KnownDealing run) {
    return SplitDealing.of(helpers(run), repaired(run), run::publicShare);
  }

  /** EK_r. */
  private static Point encryptionKey(KnownDealing run) {
    return run.secret(run.json().get("ekOfRepaired")).timesGenerator();
  }

  /** Round after round; the first that names somebody ends the run. */
  private static List<Offence> judge(KnownDealing run, JsonNode fault) {
    RepairJudge judge = new RepairJudge(run.context(), run.views(), dealing(run), repaired(run));
    SortedMap<Integer, ReceiverKey> keys = new TreeMap<>(run.keys());
    keys.put(repaired(run), new ReceiverKey(Bytes.of(encryptionKey(run).encode())));
    SortedMap<Integer, RepairSum> sums = new TreeMap<>();
    for (int helper : helpers(run)) {
      sums.put(helper, new RepairSum(run.complaints(helper), sum(run, helper, fault)));
    }
    SortedMap<Integer, List<ShareComplaint>> last = new TreeMap<>();
    last.put(repaired(run), run.complaints(repaired(run)));
    List<Offence> offences = judge.deals().keys(keys);
    if (offences.isEmpty()) {
      offences = judge.deals().deals(keys, run.deals());
    }
    if (offences.isEmpty()) {
      offences = judge.sums(keys, run.deals(), sums);
    }
    return offences.isEmpty() ? judge.complaints(keys, run.deals(), sums, last) : offences;
  }

  /** Nothing of a helper that complains. */
  private static SealedShares sum(KnownDealing run, int helper, JsonNode fault) {
    if (!run.complaints(helper).isEmpty()) {
      return SealedShares.none();
    }
    boolean lies = fault.has("sum") && fault.get("keeper").asInt() == helper;
    SortedMap<Integer, SealedShare> sealed = new TreeMap<>();
    sealed.put(
        repaired(run), run.sealed(lies ? fault.get("sum") : run.byKeeper("sums").get(helper)));
    return new SealedShares(sealed);
  }

  @TestFactory
  Stream<DynamicTest> makesTheKnownMessagesAndTheLostShare() {
    return KnownDealing.cases("repair").stream()
        .map(KnownDealing::honest)
        .map(run -> dynamicTest(run.toString(), () -> assertMessages(run)));
  }

  private static void assertMessages(KnownDealing run) throws DecodingException {
    assertEquals(List.of(), judge(run, run.json().path("no fault")));
    SortedMap<Integer, SecretScalar> sums = new TreeMap<>();
    for (int helper : helpers(run)) {
      SortedMap<Integer, SecretScalar> split = new TreeMap<>();
      JsonNode known = run.byKeeper("split").get(helper);
      helpers(run).forEach(j -> split.put(j, run.secret(known, j)));
      Pieces pieces = Pieces.of(split);
      assertEquals(run.deals().get(helper).points(run.curve()), pieces.commit());
      SecretScalar part =
          run.secret(run.json().get("old").get("x"), helper)
              .times(Lagrange.at(run.curve(), repaired(run), helper, helpers(run)));
      assertEquals(
          part.disclose(),
          split.values().stream().reduce(SecretScalar::plus).orElseThrow().disclose());
      for (int other : helpers(run)) {
        sums.merge(other, pieces.of(other), SecretScalar::plus);
        if (other != helper) {
          run.assertSealed(helper, other, pieces.of(other));
        }
      }
    }
    for (int helper : helpers(run)) {
      SealedShare sealed = run.sealed(run.byKeeper("sums").get(helper));
      Point shared =
          run.secret(run.json().get("ekOfRepaired")).times(sealed.oneTimeKey(run.context()));
      assertEquals(
          sums.get(helper).disclose(),
          sealed
              .open(run.context(), helper, repaired(run), encryptionKey(run), shared)
              .orElseThrow()
              .disclose());
    }
    SecretScalar share = sums.values().stream().reduce(SecretScalar::plus).orElseThrow();
    assertEquals(
        run.secret(run.json().get("newShares"), repaired(run)).disclose(), share.disclose());
    assertEquals(run.publicShare(repaired(run)), share.timesGenerator());
  }

  @TestFactory
  Stream<DynamicTest> namesExactlyTheKnownLiarAndRule() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode json : KnownDealing.cases("repair")) {
      for (JsonNode fault : json.get("faults")) {
        KnownDealing run = KnownDealing.faulty(json, fault);
        tests.add(
            dynamicTest(
                run + ": " + fault.get("name").asText(), () -> run.assertNamed(judge(run, fault))));
      }
    }
    assertEquals(36, tests.size());
    return tests.stream();
  }
}
