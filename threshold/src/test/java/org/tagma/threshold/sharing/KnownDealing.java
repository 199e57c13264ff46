package org.tagma.threshold.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.KnownContext;
import org.tagma.threshold.verdict.Offence;

/** A run of dealing from the known answers; a fault changes the messages of one keeper. */
public final class KnownDealing {
  private final JsonNode json;
  private final JsonNode fault;
  private final Curve curve;
  private final SharingContext context;
  private final List<Bytes> views = new ArrayList<>();
  private final SortedMap<Integer, ReceiverKey> keys = new TreeMap<>();
  private final SortedMap<Integer, Deal> deals = new TreeMap<>();

  private KnownDealing(JsonNode json, JsonNode fault) {
    this.json = json;
    this.fault = fault;
    this.curve = Curve.named(json.get("curve").asText());
    json.get("views").forEach(view -> views.add(KnownContext.bytes(view)));
    TreeSet<Integer> members = new TreeSet<>();
    json.get("participants").forEach(p -> members.add(p.get(0).asInt()));
    this.context =
        new SharingContext(
            curve,
            json.get("suite").asText(),
            KnownContext.bytes(json.get("sid")),
            json.get("t").asInt(),
            members,
            KnownContext.binding(json));
    byKeeper("receivers").forEach((k, r) -> keys.put(k, new ReceiverKey(bytes(r, "EK"))));
    byKeeper("dealers").forEach((k, d) -> deals.put(k, deal(k, d)));
  }

  /** All runs of that kind. */
  public static List<JsonNode> cases(String kind) {
    return KnownAnswers.each(KnownAnswers.own("refresh").get("cases"))
        .filter(json -> json.get("kind").asText().equals(kind))
        .toList();
  }

  /** A run in which nobody lies. */
  public static KnownDealing honest(JsonNode json) {
    return new KnownDealing(json, json.path("no fault"));
  }

  /** A run with a fault of {@code json}. */
  public static KnownDealing faulty(JsonNode json, JsonNode fault) {
    return new KnownDealing(json, fault);
  }

  private Deal deal(int dealer, JsonNode honest) {
    ObjectNode deal = honest.deepCopy();
    if (fault.path("keeper").asInt() == dealer && fault.has("C")) {
      deal.set("C", fault.get("C"));
    }
    if (fault.path("keeper").asInt() == dealer && fault.has("E")) {
      ((ObjectNode) deal.get("E")).setAll((ObjectNode) fault.get("E"));
    }
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    deal.get("E")
        .properties()
        .forEach(e -> shares.put(Integer.valueOf(e.getKey()), sealed(e.getValue())));
    return new Deal(
        KnownAnswers.each(deal.get("C")).map(KnownContext::bytes).toList(),
        new SealedShares(shares));
  }

  public JsonNode json() {
    return json;
  }

  public Curve curve() {
    return curve;
  }

  public SharingContext context() {
    return context;
  }

  public List<Bytes> views() {
    return views;
  }

  /** EK_j of the receivers. */
  public SortedMap<Integer, ReceiverKey> keys() {
    return keys;
  }

  public SortedMap<Integer, Deal> deals() {
    return deals;
  }

  /** The complaints of {@code keeper} in the fault. */
  public List<ShareComplaint> complaints(int keeper) {
    return KnownAnswers.each(fault.path("complaints"))
        .filter(c -> c.get("from").asInt() == keeper)
        .map(this::complaint)
        .toList();
  }

  /** The complaints of all members. */
  public SortedMap<Integer, List<ShareComplaint>> complaints() {
    SortedMap<Integer, List<ShareComplaint>> all = new TreeMap<>();
    context.members().forEach(keeper -> all.put(keeper, complaints(keeper)));
    return all;
  }

  /** The stages in their order; the first that names somebody ends the run. */
  public List<Offence> judge(DealJudge judge) {
    List<Offence> offences = judge.keys(keys);
    if (offences.isEmpty()) {
      offences = judge.deals(keys, deals);
    }
    return offences.isEmpty() ? judge.complaints(keys, deals, complaints()) : offences;
  }

  /** What the fault says of {@code offences}. */
  public void assertNamed(List<Offence> offences) {
    List<String> expected =
        KnownAnswers.each(fault.get("named"))
            .map(keeper -> keeper.asInt() + " " + fault.get("rule").asText())
            .toList();
    assertEquals(expected, offences.stream().map(o -> o.accused() + " " + o.rule().id()).toList());
  }

  /** That this share, sealed with the known randomness, is what the dealer sends. */
  public void assertSealed(int dealer, int receiver, SecretScalar share) {
    JsonNode sealing = byKeeper("dealers").get(dealer).get("sealing").get(name(receiver));
    Point key = Encoded.point(curve, keys.get(receiver).encryptionKey()).orElseThrow();
    assertEquals(
        deals.get(dealer).shares().byReceiver().get(receiver),
        SealedShare.seal(
            context.stage(DealJudge.DEAL, views.get(DealJudge.KEY)),
            dealer,
            receiver,
            share,
            key,
            secret(sealing.get("u")),
            secret(sealing.get("k"))));
  }

  public SecretScalar secret(JsonNode hex) {
    return SecretScalar.of(curve.scalar(new BigInteger(hex.asText(), 16)));
  }

  /** The secret of {@code keeper} in the object of that name. */
  public SecretScalar secret(JsonNode byKeeper, int keeper) {
    return secret(byKeeper.get(name(keeper)));
  }

  public Point point(JsonNode hex) {
    try {
      return curve.decodePoint(KnownContext.bytes(hex).toArray());
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** X_i of the old generation. */
  public Point publicShare(int keeper) {
    return point(json.get("old").get("X").get(name(keeper)));
  }

  /** An object by keeper. */
  public SortedMap<Integer, JsonNode> byKeeper(String member) {
    SortedMap<Integer, JsonNode> values = new TreeMap<>();
    json.get(member)
        .properties()
        .forEach(e -> values.put(Integer.valueOf(e.getKey()), e.getValue()));
    return values;
  }

  /** A sealed share as the known answers write it. */
  public SealedShare sealed(JsonNode e) {
    JsonNode pi = e.get("pi");
    return new SealedShare(bytes(e, "U"), bytes(e, "ct"), bytes(pi, "A"), scalar(pi, "z"));
  }

  private ShareComplaint complaint(JsonNode c) {
    JsonNode proof = c.get("proof");
    return new ShareComplaint(
        c.get("dealer").asInt(),
        bytes(c, "Z"),
        bytes(proof, "A1"),
        bytes(proof, "A2"),
        scalar(proof, "z"));
  }

  /** A scalar as the known answers write it, in the curve's encoding. */
  public Bytes scalar(JsonNode node, String name) {
    return KnownAnswers.scalar(curve, node.get(name));
  }

  private static Bytes bytes(JsonNode node, String name) {
    return KnownContext.bytes(node.get(name));
  }

  private static String name(int keeper) {
    return String.valueOf(keeper);
  }

  @Override
  public String toString() {
    return json.get("curve").asText() + " " + json.get("t") + " of " + json.get("n");
  }
}
