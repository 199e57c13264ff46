package org.tagma.threshold.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tagma.threshold.dkg.DkgRule;
import org.tagma.threshold.ecies.EciesRule;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.importing.ImportRule;
import org.tagma.threshold.refresh.RefreshRule;
import org.tagma.threshold.repair.RepairRule;
import org.tagma.threshold.reshare.ReshareRule;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * Every field of every message, and who is named for what is done to it: what the specification
 * says (spec/protocols.md 2.1, 2.2, 3.2, 4.2; 9, item 20), not what the code does. Liar is keeper 2
 * of three.
 */
final class Tables {
  private static final Expected MALFORMED = Expected.names(EnvelopeRule.MALFORMED);
  private static final Expected SESSION = Expected.names(EnvelopeRule.SESSION);
  private static final Expected VIEW = Expected.names(EnvelopeRule.VIEW);

  /** A message of another session, or none: it says nothing about who wrote it. */
  private static final Expected UNATTRIBUTABLE = Expected.nobody(CauseOfDeath.BAD_SIGNATURE);

  private static final String GENERATOR =
      Bytes.of(Curve.named("SECP256K1").generator().encode()).base64Url();

  private Tables() {}

  // ---- FROST

  static List<Mutation> frost() {
    Expected commitment = Expected.names(FrostRule.COMMITMENT);
    // nonces that are not its own: it finds its own share bad before anyone sees it
    Expected foreign = Expected.nobody(RefusalReason.KEY_DAMAGED);
    BodyTable one = BodyTable.of(1);
    for (String at : List.of("/D/0", "/D/1", "/E/0", "/E/1")) {
      one.value(at, Form.POINT, foreign, commitment);
    }
    one.swapped("/D/0", "/D/1", foreign).swapped("/E/0", "/E/1", foreign);
    one.swapped("/D/0", "/E/0", foreign).swapped("/D", "/E", foreign);
    one.list("/D", commitment, commitment).list("/E", commitment, commitment);
    one.member("/D").member("/E");

    Expected share = Expected.names(FrostRule.SHARE);
    Expected length = Expected.names(FrostRule.LENGTH);
    BodyTable two = BodyTable.of(2);
    two.value("/z/0", Form.SCALAR, share, share).value("/z/1", Form.SCALAR, share, share);
    two.swapped("/z/0", "/z/1", share).list("/z", length, length).member("/z");
    return both(one, two);
  }

  // ---- ECIES

  static List<Mutation> ecies() {
    Expected dleq = Expected.names(EciesRule.DLEQ);
    Expected point = Expected.names(EciesRule.POINT);
    BodyTable one = BodyTable.of(1);
    one.ofKeeper("/d", Form.POINT, dleq, point).member("/d"); // x_i u, whatever the session
    for (String at : List.of("/A1", "/A2")) {
      one.value(at, Form.POINT, dleq, point).member(at);
    }
    one.value("/z", Form.SCALAR, dleq, dleq).member("/z");
    one.swapped("/A1", "/A2", dleq).swapped("/d", "/A1", dleq).swapped("/d", "/A2", dleq);
    return one.mutations();
  }

  // ---- DKG

  static List<Mutation> dkg() {
    Expected cert = Expected.names(DkgRule.CERT);
    BodyTable certificates = attestations(cert, 1);
    certificates.common("/rid", Form.FIXED, cert, MALFORMED).ofSession("/rid", cert).member("/rid");
    return both(commits(), deals(), proofs(), certificates, receipts(cert));
  }

  private static BodyTable commits() {
    // what it cannot open, sealed under a key that is not its own, it complains of without right
    Expected complaint = Expected.names(DkgRule.COMPLAINT);
    return BodyTable.of(1)
        .value("/V", Form.FIXED, Expected.names(DkgRule.COMMITMENT), MALFORMED)
        .member("/V")
        .value("/EK", Form.POINT, complaint, Expected.names(DkgRule.POINT))
        .member("/EK")
        .swapped("/V", "/EK", MALFORMED);
  }

  private static BodyTable deals() {
    Expected commitment = Expected.names(DkgRule.COMMITMENT);
    Expected point = Expected.names(DkgRule.POINT);
    Expected length = Expected.names(DkgRule.LENGTH);
    Expected proof = Expected.names(DkgRule.SHARE_PROOF);
    BodyTable two = BodyTable.of(2);
    for (String at : List.of("/rid", "/u")) {
      two.value(at, Form.FIXED, commitment, MALFORMED).member(at);
    }
    two.swapped("/rid", "/u", commitment);
    for (String at : List.of("/A", "/C/0", "/C/1")) {
      two.value(at, Form.POINT, commitment, point);
    }
    two.member("/A").member("/C").list("/C", length, length);
    two.swapped("/C/0", "/C/1", commitment).swapped("/A", "/C/0", commitment);
    return sealed(two, length, proof, point);
  }

  /** The sealed shares of a deal. */
  private static BodyTable sealed(BodyTable two, Expected length, Expected proof, Expected point) {
    for (String e : List.of("/E/0", "/E/1")) {
      sealedShare(two, e, proof, point);
    }
    two.replaced("/E/0/to", "itself", text("keeper-2"), length);
    two.replaced("/E/0/to", "the next one's", text("keeper-3"), MALFORMED);
    two.replaced("/E/1/to", "a stranger", text("keeper-9"), length);
    for (String part : List.of("/U", "/A", "/z", "/ct")) {
      two.swapped("/E/0" + part, "/E/1" + part, proof);
    }
    two.swapped("/E/0", "/E/1", MALFORMED);
    return two.list("/E", length, MALFORMED).member("/E");
  }

  private static void sealedShare(BodyTable table, String e, Expected proof, Expected point) {
    table.value(e + "/U", Form.POINT, proof, point).member(e + "/U");
    table.value(e + "/A", Form.POINT, proof, proof).member(e + "/A");
    table.value(e + "/z", Form.SCALAR, proof, proof).member(e + "/z");
    table.value(e + "/ct", Form.BYTES, proof, proof).member(e + "/ct");
    table.member(e + "/to");
    table.replaced(e + "/to", "nobody", text("nobody"), MALFORMED);
  }

  private static BodyTable proofs() {
    Expected pop = Expected.names(DkgRule.POP);
    Expected complaint = Expected.names(DkgRule.COMPLAINT);
    BodyTable three = BodyTable.of(3);
    three.value("/A", Form.POINT, pop, pop).member("/A");
    three.value("/z", Form.SCALAR, pop, pop).member("/z");
    return complaints(three, complaint);
  }

  /** What a keeper says of the shares it got. */
  private static BodyTable complaints(BodyTable three, Expected complaint) {
    three.member("/complaints");
    for (String dealer : List.of("keeper-1", "keeper-2", "keeper-3", "keeper-9")) {
      three.changed("/complaints", "about " + dealer, body -> complain(body, dealer), complaint);
    }
    three.changed("/complaints", "about nobody", body -> complain(body, "nobody"), MALFORMED);
    three.changed(
        "/complaints",
        "twice",
        body -> {
          complain(body, "keeper-1");
          complain(body, "keeper-1");
        },
        MALFORMED);
    for (String part : List.of("dealer", "Z", "A1", "A2", "z")) {
      three.changed(
          "/complaints",
          "without " + part,
          body -> complain(body, "keeper-1").remove(part),
          MALFORMED);
    }
    return three;
  }

  /** Adds a complaint that is well formed, and right about nothing. */
  private static ObjectNode complain(ObjectNode body, String dealer) {
    ObjectNode complaint = ((ArrayNode) body.get("complaints")).addObject().put("dealer", dealer);
    List.of("Z", "A1", "A2").forEach(point -> complaint.put(point, GENERATOR));
    complaint.put("z", Bytes.of(new byte[32]).base64Url());
    return complaint;
  }

  private static BodyTable attestations(Expected cert, int generation) {
    BodyTable four = BodyTable.of(4);
    // parts of a certificate are read where it is used, so they are a matter of form
    four.value("/A", Form.POINT, cert, MALFORMED).member("/A");
    four.value("/z", Form.SCALAR, cert, MALFORMED).member("/z").member("/certificate");
    String c = "/certificate";
    for (String at : List.of("/cluster", "/sid")) {
      Form.FIXED.other().forEach((name, change) -> four.replaced(c + at, name, change, cert));
      Form.FIXED.bad().forEach((name, change) -> four.replaced(c + at, name, change, MALFORMED));
    }
    for (String at : List.of("/publicKey", "/publicShares/0", "/publicShares/1")) {
      Form.POINT.other().forEach((name, change) -> four.replaced(c + at, name, change, cert));
      Form.POINT.bad().forEach((name, change) -> four.replaced(c + at, name, change, MALFORMED));
    }
    four.swapped(c + "/publicShares/0", c + "/publicShares/1", cert);
    four.swapped(c + "/publicKey", c + "/publicShares/0", cert);
    four.list(c + "/publicShares", MALFORMED, MALFORMED);
    four.list(c + "/participants", MALFORMED, MALFORMED);
    four.replaced(c + "/participants/2/id", "a stranger", text("keeper-9"), cert);
    four.replaced(c + "/participants/0/id", "a stranger", text("keeper-9"), MALFORMED);
    String thumbprint = c + "/participants/1/thumbprint";
    Form.FIXED.other().forEach((name, change) -> four.replaced(thumbprint, name, change, cert));
    Form.FIXED.bad().forEach((name, change) -> four.replaced(thumbprint, name, change, MALFORMED));
    four.replaced(c + "/keyId", "another", text("another"), cert);
    four.replaced(c + "/generation", "one more", number(generation + 1), cert);
    four.replaced(c + "/generation", "zero", number(0), MALFORMED);
    four.replaced(c + "/usage", "another", text("DECRYPT"), cert);
    four.replaced(c + "/usage", "none", text("NONE"), MALFORMED);
    four.replaced(c + "/curve", "none", text("NONE"), MALFORMED);
    four.replaced(c + "/t", "one more", number(3), cert);
    four.replaced(c + "/t", "one less", number(1), MALFORMED);
    four.replaced(c + "/n", "one more", number(4), MALFORMED);
    four.changed(
        c + "/policy", "some", body -> policy(body, JsonNodeFactory.instance.objectNode()), cert);
    four.changed(
        c + "/policy",
        "a text",
        body -> policy(body, JsonNodeFactory.instance.textNode("x")),
        MALFORMED);
    four.changed(
        c + "/assetOwner",
        "some",
        body -> ((ObjectNode) body.get("certificate")).put("assetOwner", "treasury"),
        cert);
    four.changed(c + "/origin", "the other", Tables::otherOrigin, cert);
    four.changed(
        c + "/origin",
        "none there is",
        body -> ((ObjectNode) body.get("certificate")).put("origin", "MADE"),
        MALFORMED);
    for (String member :
        List.of(
            "cluster",
            "sid",
            "keyId",
            "generation",
            "curve",
            "usage",
            "t",
            "n",
            "participants",
            "publicKey",
            "publicShares")) {
      four.member(c + "/" + member);
    }
    return four;
  }

  /** Imported where the key is not, and the other way round. */
  private static void otherOrigin(ObjectNode body) {
    ObjectNode certificate = (ObjectNode) body.get("certificate");
    if (certificate.remove("origin") == null) {
      certificate.put("origin", "IMPORTED");
    }
  }

  private static void policy(ObjectNode body, JsonNode policy) {
    ((ObjectNode) body.get("certificate")).set("policy", policy);
  }

  private static BodyTable receipts(Expected cert) {
    return BodyTable.of(5)
        .common("/certHash", Form.FIXED, cert, MALFORMED)
        .ofSession("/certHash", cert)
        .member("/certHash");
  }

  // ---- Refresh

  static List<Mutation> refresh() {
    Expected complaint = Expected.names(RefreshRule.COMPLAINT);
    Expected point = Expected.names(RefreshRule.POINT);
    Expected length = Expected.names(RefreshRule.LENGTH);
    Expected cert = Expected.names(RefreshRule.CERT);
    BodyTable one = BodyTable.of(1).value("/EK", Form.POINT, complaint, point).member("/EK");
    BodyTable two = BodyTable.of(2);
    two.value("/C/0", Form.POINT, Expected.names(RefreshRule.SHARE), point);
    two.list("/C", length, length).member("/C");
    return both(
        one,
        sealed(two, length, Expected.names(RefreshRule.SHARE_PROOF), point),
        complaints(BodyTable.of(3), complaint),
        attestationsWithoutRid(cert, 2),
        receipts(cert));
  }

  private static BodyTable attestationsWithoutRid(Expected cert, int generation) {
    BodyTable four = attestations(cert, generation);
    four.replaced("/rid", "some", text(Bytes.of(new byte[32]).base64Url()), MALFORMED);
    return four.replaced("/rid", "a number", number(7), MALFORMED).member("/rid");
  }

  // ---- Resharing

  static List<Mutation> reshare() {
    Expected complaint = Expected.names(ReshareRule.COMPLAINT);
    Expected constant = Expected.names(ReshareRule.CONSTANT);
    Expected point = Expected.names(ReshareRule.POINT);
    Expected length = Expected.names(ReshareRule.LENGTH);
    Expected cert = Expected.names(ReshareRule.CERT);
    BodyTable one = BodyTable.of(1).value("/EK", Form.POINT, complaint, point).member("/EK");
    BodyTable two = BodyTable.of(2);
    two.ofKeeper("/C/0", Form.POINT, constant, point); // lambda_i X_i, whatever the session
    two.value("/C/1", Form.POINT, Expected.names(ReshareRule.SHARE), point);
    two.swapped("/C/0", "/C/1", constant).list("/C", length, length).member("/C");
    return both(
        one,
        sealed(two, length, Expected.names(ReshareRule.SHARE_PROOF), point),
        complaints(BodyTable.of(3), complaint),
        attestationsWithoutRid(cert, 2),
        receipts(cert));
  }

  // ---- Import: the liar is the dealer, and so nobody else deals and nobody seals for it

  static List<Mutation> importing() {
    Expected complaint = Expected.names(ImportRule.COMPLAINT);
    Expected constant = Expected.names(ImportRule.CONSTANT);
    Expected point = Expected.names(ImportRule.POINT);
    Expected length = Expected.names(ImportRule.LENGTH);
    Expected possession = Expected.names(ImportRule.POP);
    Expected test = Expected.names(ImportRule.TEST);
    Expected cert = Expected.names(ImportRule.CERT);
    BodyTable one = BodyTable.of(1).member("/EK");
    Form.POINT.bad().forEach((name, change) -> one.replaced("/EK", name, change, point));
    for (String at : List.of("/D", "/E")) {
      one.value(at, Form.POINT, test, point).member(at);
    }
    one.swapped("/D", "/E", test);
    BodyTable two = BodyTable.of(2).alone();
    two.ofKeeper("/C/0", Form.POINT, constant, point); // X, whatever the session
    two.value("/C/1", Form.POINT, Expected.names(ImportRule.SHARE), point);
    two.swapped("/C/0", "/C/1", constant).list("/C", length, length).member("/C");
    two.value("/A", Form.POINT, possession, possession).member("/A");
    two.value("/z", Form.SCALAR, possession, possession).member("/z");
    BodyTable three = BodyTable.of(3).value("/z", Form.SCALAR, test, test).member("/z");
    return both(
        one,
        sealed(two, length, Expected.names(ImportRule.SHARE_PROOF), point),
        complaints(three, complaint),
        attestationsWithoutRid(cert, 1),
        receipts(cert));
  }

  // ---- Repair: of the share of keeper 3, by keepers 1 and 2

  static List<Mutation> repair() {
    Expected complaint = Expected.names(RepairRule.COMPLAINT);
    Expected constant = Expected.names(RepairRule.CONSTANT);
    Expected point = Expected.names(RepairRule.POINT);
    Expected length = Expected.names(RepairRule.LENGTH);
    BodyTable one = BodyTable.of(1).value("/EK", Form.POINT, complaint, point).member("/EK");
    BodyTable two = BodyTable.of(2);
    two.value("/C/0", Form.POINT, constant, point).value("/C/1", Form.POINT, constant, point);
    two.swapped("/C/0", "/C/1", Expected.names(RepairRule.SHARE)); // the sum is right
    two.list("/C", length, length).member("/C");
    return both(
        one,
        onlyShare(two, "keeper-3"),
        onlyShare(complaints(BodyTable.of(3), complaint), "keeper-1"),
        complaints(BodyTable.of(4), complaint));
  }

  /** The one sealed share of a message, which is for somebody else than {@code other}. */
  private static BodyTable onlyShare(BodyTable table, String other) {
    Expected length = Expected.names(RepairRule.LENGTH);
    sealedShare(
        table, "/E/0", Expected.names(RepairRule.SHARE_PROOF), Expected.names(RepairRule.POINT));
    table.replaced("/E/0/to", "itself", text("keeper-2"), length);
    table.replaced("/E/0/to", "somebody else", text(other), length);
    table.replaced("/E/0/to", "a stranger", text("keeper-9"), length);
    return table.list("/E", length, MALFORMED).member("/E");
  }

  // ---- envelopes

  /**
   * What surrounds the body in {@code round}, of whatever protocol.
   *
   * @param bodyNamesSession whether the session id stands in the body too, so that an envelope
   *     without one can still be held against its sender
   */
  static List<Mutation> envelope(int round, boolean bodyNamesSession) {
    Expected noSession = bodyNamesSession ? MALFORMED : UNATTRIBUTABLE;
    BodyTable e = BodyTable.of(round);
    Form.FIXED.other().forEach((name, change) -> e.replaced("/cluster", name, change, SESSION));
    Form.FIXED.bad().forEach((name, change) -> e.replaced("/cluster", name, change, MALFORMED));
    Form.FIXED.other().forEach((name, change) -> e.replaced("/view", name, change, VIEW));
    Form.FIXED.bad().forEach((name, change) -> e.replaced("/view", name, change, MALFORMED));
    Form.FIXED.other().forEach((n, change) -> e.replaced("/sid", n, change, UNATTRIBUTABLE));
    Form.FIXED.bad().forEach((n, change) -> e.replaced("/sid", n, change, noSession));
    e.changed("/sid", "dropped", payload -> payload.remove("sid"), noSession);
    for (String text : List.of("/protocol", "/suite", "/keyId")) {
      e.replaced(text, "another", text("another"), SESSION);
      e.replaced(text, "empty", text(""), SESSION);
      e.replaced(text, "a number", number(1), MALFORMED);
    }
    for (String count : List.of("/attempt", "/generation")) {
      e.replaced(count, "one more", n -> number(n.intValue() + 1).apply(n), SESSION);
      e.replaced(count, "zero", number(0), MALFORMED);
      e.replaced(count, "a text", text("1"), MALFORMED);
    }
    e.replaced(
        "/notAfter", "later", n -> JsonNodeFactory.instance.numberNode(n.longValue() + 1), SESSION);
    e.replaced("/notAfter", "negative", number(-1), MALFORMED);
    e.replaced("/notAfter", "a text", text("1"), MALFORMED);
    e.replaced("/from", "another keeper's", text("keeper-1"), MALFORMED);
    e.replaced("/from", "nobody", text("nobody"), MALFORMED);
    e.replaced("/to", "one keeper", text("keeper-1"), MALFORMED);
    e.replaced("/to", "nobody", text("nobody"), MALFORMED);
    e.replaced("/round", "the next one", number(round + 1), UNATTRIBUTABLE);
    e.replaced("/round", "zero", number(0), MALFORMED);
    e.replaced("/round", "too large", number(65), MALFORMED);
    e.replaced("/kind", "another", text("another.kind"), MALFORMED);
    e.replaced("/kind", "empty", text(""), MALFORMED);
    e.replaced("/body", "empty", n -> JsonNodeFactory.instance.objectNode(), MALFORMED);
    e.replaced("/body", "a list", n -> JsonNodeFactory.instance.arrayNode(), MALFORMED);
    for (String member :
        List.of(
            "/cluster",
            "/attempt",
            "/protocol",
            "/suite",
            "/keyId",
            "/generation",
            "/from",
            "/to",
            "/round",
            "/kind",
            "/view",
            "/notAfter",
            "/body")) {
      e.member(member);
    }
    e.changed("/extra", "added", payload -> payload.put("extra", 1), MALFORMED);
    return e.mutations();
  }

  private static UnaryOperator<JsonNode> text(String text) {
    return node -> JsonNodeFactory.instance.textNode(text);
  }

  private static UnaryOperator<JsonNode> number(int number) {
    return node -> JsonNodeFactory.instance.numberNode(number);
  }

  private static List<Mutation> both(BodyTable... tables) {
    List<Mutation> all = new ArrayList<>();
    for (BodyTable table : tables) {
      all.addAll(table.mutations());
    }
    return all;
  }
}
