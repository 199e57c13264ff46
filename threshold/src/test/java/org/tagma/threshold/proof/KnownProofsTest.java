package org.tagma.threshold.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affg.AffgStatement;
import org.tagma.threshold.proof.affine.AffineCommitment;
import org.tagma.threshold.proof.affine.AffineResponse;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.proof.affp.AffpProof;
import org.tagma.threshold.proof.affp.AffpStatement;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.fac.FacCommitment;
import org.tagma.threshold.proof.fac.FacProof;
import org.tagma.threshold.proof.fac.FacStatement;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.proof.logstar.LogstarStatement;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.proof.mod.ModStatement;
import org.tagma.threshold.proof.mod.Root;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.proof.prm.PrmStatement;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Sha256;

/** Proofs of a second implementation, good ones and bad ones. */
class KnownProofsTest {
  private static final Curve CURVE = Curve.named("SECP256K1");

  private final JsonNode known = KnownAnswers.own("zk_2048");
  private final JsonNode statement = known.get("statement");

  @Test
  void judgesEveryKnownProofAsItIsKnown() throws DecodingException {
    List<String> judged = new ArrayList<>();
    for (JsonNode vector : known.get("vectors")) {
      String name = vector.get("proof").textValue();
      String note = vector.get("note").textValue();
      assertEquals(
          vector.get("expect").booleanValue(),
          verifies(name, note, vector.get("body")),
          name + ": " + note);
      judged.add(name);
    }
    assertEquals(24, judged.size());
    assertTrue(
        judged.containsAll(List.of("enc", "aff-g", "aff-p", "log*", "mod", "fac", "prm")),
        judged::toString);
  }

  private boolean verifies(String name, String note, JsonNode b) throws DecodingException {
    ProofContext context = context(name, note);
    return switch (name) {
      case "enc" -> enc(b).verify(context, encStatement(note));
      case "log*" -> logstar(b).verify(context, logstarStatement(note));
      case "aff-g" ->
          new AffgProof(point(b, "Bx"), commitment(b), response(b))
              .verify(context, new AffgStatement(operation(note), point(statement, "X")));
      case "aff-p" ->
          new AffpProof(i(b, "Bx"), commitment(b), response(b), i(b, "wx"))
              .verify(context, new AffpStatement(operation(note), i(statement, "Xp")));
      case "mod" -> mod(b).verify(context, new ModStatement(ParameterSet.P112, key("1").modulus()));
      case "prm" -> prm(b).verify(context, prmStatement(note));
      case "fac" -> fac(b).verify(context, new FacStatement(facModulus(note), verifier("2")));
      default -> throw new AssertionError(name);
    };
  }

  private ProofContext context(String name, String note) {
    // Pi_mod, too, was made in the context of the pair of keepers
    JsonNode ctx = statement.get(name.equals("prm") ? "ctx_broadcast" : "ctx12");
    boolean otherProver = note.equals("replayed under another prover index");
    boolean otherBind = note.equals("replayed under another binding/session");
    return new ProofContext(
        ctx.get("suite").textValue(),
        Bytes.fromHex(ctx.get("sid").textValue()),
        otherProver ? 3 : i(ctx, "prover").intValueExact(),
        i(ctx, "verifier").intValueExact(),
        otherBind
            ? Sha256.of("kat2".getBytes(StandardCharsets.US_ASCII))
            : Bytes.fromHex(ctx.get("bind").textValue()));
  }

  private EncStatement encStatement(String note) {
    boolean outOfRange = note.startsWith("plaintext out of range");
    boolean otherVerifier = note.startsWith("judged under the wrong");
    return new EncStatement(
        key("1"), i(statement, outOfRange ? "Kb" : "K"), verifier(otherVerifier ? "3" : "2"));
  }

  private static EncProof enc(JsonNode b) {
    return new EncProof(i(b, "S"), i(b, "A"), i(b, "C"), i(b, "z1"), i(b, "z2"), i(b, "z3"));
  }

  private LogstarStatement logstarStatement(String note) throws DecodingException {
    Point base = point(statement, "B");
    Point x = point(statement, "Xl");
    return new LogstarStatement(
        key("1"),
        i(statement, "K"),
        note.equals("X=(k+1)B") ? x.plus(base) : x,
        base,
        verifier("2"));
  }

  private static LogstarProof logstar(JsonNode b) throws DecodingException {
    return new LogstarProof(
        i(b, "S"), i(b, "A"), point(b, "Y"), i(b, "D"), i(b, "z1"), i(b, "z2"), i(b, "z3"));
  }

  private AffineStatement operation(String note) {
    return new AffineStatement(
        key("2"),
        key("1"),
        i(statement, "Kq"),
        i(statement, note.startsWith("D shifted") ? "D_shifted" : "D"),
        i(statement, "Y"),
        verifier("2"));
  }

  private static AffineCommitment commitment(JsonNode b) {
    return new AffineCommitment(i(b, "A"), i(b, "By"), i(b, "E"), i(b, "S"), i(b, "F"), i(b, "T"));
  }

  private static AffineResponse response(JsonNode b) {
    return new AffineResponse(
        i(b, "z1"), i(b, "z2"), i(b, "z3"), i(b, "z4"), i(b, "w"), i(b, "wy"));
  }

  private static ModProof mod(JsonNode b) {
    return new ModProof(
        i(b, "w"),
        KnownAnswers.each(b.get("x"))
            .map(
                row ->
                    new Root(
                        KnownAnswers.integer(row.get(0)),
                        KnownAnswers.integer(row.get(1)).testBit(0),
                        KnownAnswers.integer(row.get(2)).testBit(0),
                        KnownAnswers.integer(row.get(3))))
            .toList());
  }

  private PrmStatement prmStatement(String note) {
    RingPedersen own = verifier("1");
    BigInteger other = own.t().multiply(own.t()).mod(own.modulus());
    return new PrmStatement(
        ParameterSet.P112,
        note.equals("t replaced") ? new RingPedersen(own.modulus(), own.s(), other) : own);
  }

  private static PrmProof prm(JsonNode b) {
    return new PrmProof(
        KnownAnswers.each(b.get("A")).map(KnownAnswers::integer).toList(),
        KnownAnswers.each(b.get("z")).map(KnownAnswers::integer).toList());
  }

  private BigInteger facModulus(String note) {
    return note.startsWith("64-bit") ? i(statement, "fac_bad_N") : key("1").modulus();
  }

  private static FacProof fac(JsonNode b) {
    return new FacProof(
        new FacCommitment(i(b, "P"), i(b, "Q"), i(b, "A"), i(b, "B"), i(b, "T")),
        i(b, "z1"),
        i(b, "z2"),
        i(b, "w1"),
        i(b, "w2"),
        i(b, "v"));
  }

  private PaillierPublicKey key(String keeper) {
    return new PaillierPublicKey(i(statement.get("N"), keeper));
  }

  private RingPedersen verifier(String keeper) {
    JsonNode own = statement.get("ringPedersen").get(keeper);
    return new RingPedersen(i(own, "N"), i(own, "s"), i(own, "t"));
  }

  private static BigInteger i(JsonNode object, String name) {
    return KnownAnswers.integer(object.get(name));
  }

  private static Point point(JsonNode object, String name) throws DecodingException {
    return CURVE.decodePoint(Bytes.fromHex(object.get(name).textValue()).toArray());
  }
}
