package org.tagma.threshold.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.dkg.DkgRule;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.EciesOperation;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.importing.ImportOperation;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.KeyAnswer;
import org.tagma.threshold.message.KeyQuestion;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Probe;
import org.tagma.threshold.message.ProbeAnswer;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.message.ViewRequest;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.secret.SecretSharing;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.KeyStatement;

/** Makes the seeds that are committed: what honest keepers write, in sessions of each protocol. */
final class Seeds {
  private static final SimulatedCluster FROST = FrostOperation.cluster(81, 2, 3);
  private static final SimulatedCluster DKG = DkgOperation.cluster(81, 2, 3);
  private static final SimulatedCluster ECIES = EciesOperation.cluster(81, 2, 3);
  private static final SimulatedCluster IMPORT = ImportOperation.cluster(81, 2, 3);
  private static final Operation SIGN = FrostOperation.sign(FROST);
  private static final Operation CREATE = DkgOperation.create(DKG);
  private static final Operation DECRYPT = EciesOperation.decrypt(ECIES, "SECP256K1");
  private static final Operation STORE = ImportOperation.store(IMPORT);
  private static final Inbox SIGNED = StagedSession.of(FROST, SIGN, 1, 1, 2).play();
  private static final Inbox CREATED = StagedSession.of(DKG, CREATE, 1, 1, 2, 3).play();
  private static final Inbox DECRYPTED = StagedSession.of(ECIES, DECRYPT, 1, 1, 2).play();

  private static final Inbox STORED = StagedSession.of(IMPORT, STORE, 1, 1, 2, 3).play();

  private Seeds() {}

  static List<byte[]> of(Decoder decoder) {
    return switch (decoder) {
      case BASE64URL -> texts("", "AA", Bytes.of(new byte[32]).base64Url());
      case JWS -> texts(compact(SIGNED, 1), compact(CREATED, 2), compact(DECRYPTED, 1));
      case ENVELOPE -> messages(r -> r.envelope().signed().payload().toArray());
      case PREIMAGE ->
          jsons(SIGNED.session().preimage().toJson(), CREATED.session().preimage().toJson());
      case CONTENT -> contents();
      case BODY -> messages(r -> json(r.envelope().body()));
      case REQUEST -> jsons(SIGN.request(), CREATE.request(), DECRYPT.request(), STORE.request());
      case IDENTITY_KEY -> jsons(FROST.keeper(1).identity().publicKey().jwk());
      case KEY_STATEMENT -> texts(statement());
      case CLUSTER -> jsons(FROST.cluster().toJson());
      case CERTIFICATE -> jsons(certificate());
      case EVIDENCE -> jsons(evidence().toJson(), undecided().toJson());
      case CALL -> calls();
      case ANSWER -> answers();
      case JCS -> jsons(SIGN.request(), CREATED.round(2).get(1).envelope().body());
      case TLV -> tlvs();
      case CIPHERTEXT -> List.of(ciphertext().encode());
      case CIPHERTEXT_HEADER -> List.of(ciphertext().header().encode());
      case SECRET_SHARE -> shares();
      case SECP256K1_POINT -> points("SECP256K1");
      case P256_POINT -> points("P256");
      case ED25519_POINT -> points("ED25519");
      case SECP256K1_SCALAR -> scalars("SECP256K1");
      case P256_SCALAR -> scalars("P256");
      case ED25519_SCALAR -> scalars("ED25519");
    };
  }

  private interface Part {
    byte[] of(Received received);
  }

  private static List<byte[]> messages(Part part) {
    List<byte[]> seeds = new ArrayList<>();
    for (Inbox inbox : List.of(SIGNED, CREATED, DECRYPTED, STORED)) {
      for (int round = 1; round <= inbox.round(); round++) {
        seeds.add(part.of(inbox.round(round).get(2)));
      }
    }
    return seeds;
  }

  private static String compact(Inbox inbox, int round) {
    return inbox.round(round).get(2).envelope().signed().compact();
  }

  private static List<byte[]> contents() {
    Bytes sid = SIGNED.session().sid();
    List<Content> contents =
        List.of(
            new Opening(SIGNED.session().preimage(), SIGN.request(), sid),
            new Closing(
                sid,
                1,
                "FAILED",
                List.of(evidence()),
                List.of(new Closing.Claim(2, CauseOfDeath.ROUND_TIMEOUT, 1))),
            new Accusation(sid, 2, List.of(evidence())),
            new RoundRequest(sid, 2, List.of(sid)),
            new Refusal(sid, 1, RefusalReason.BUSY, 5, 7, 0),
            new ViewOpening(sid, 1, List.of(compact(SIGNED, 1))),
            new ViewRequest(sid, 1),
            new Probe(sid, Optional.of("a head")),
            new ProbeAnswer(
                sid, "READY", List.of(new ProbeAnswer.ActiveKey("k", 1, sid)), Optional.empty()),
            new KeyQuestion(sid, "k"),
            new KeyAnswer(sid, "k", Optional.of(made()), true, 2),
            new TokenNotice(sid, sid, "op-1", 7));
    return contents.stream().map(c -> json(c.toJson())).toList();
  }

  private static Evidence evidence() {
    return Prosecution.of(SIGNED, new Offence(2, FrostRule.SHARE, 2, 2));
  }

  private static Evidence undecided() {
    return Prosecution.of(CREATED, new Offence(2, DkgRule.POINT, 1, 2));
  }

  private static String statement() {
    KeeperIdentity next = KeeperIdentity.generate(2, new SeededRandom(81, "next"));
    return KeyStatement.sign(FROST.cluster().id(), FROST.keeper(2).identity(), next).compact();
  }

  private static JsonNode certificate() {
    return made().toJson();
  }

  private static Certificate made() {
    List<String> envelopes =
        CREATED.round(4).values().stream().map(r -> r.envelope().signed().compact()).toList();
    try {
      return new Certificate(
          CertificateContent.fromJson(CREATED.round(4).get(1).envelope().body().get("certificate")),
          envelopes);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<byte[]> calls() {
    RoundCall call =
        new RoundCall(
            Optional.of("a.b.c"),
            List.of(compact(SIGNED, 1)),
            Optional.of("a.b.c"),
            Optional.of("credential"));
    RoundCall open =
        new RoundCall(Optional.empty(), List.of(), Optional.of("a.b.c"), Optional.empty());
    return jsons(call.toJson(), open.toJson());
  }

  private static List<byte[]> answers() {
    return jsons(
        new HostAnswer.Envelopes(List.of(compact(SIGNED, 1))).toJson(),
        new HostAnswer.Accusing("a.b.c").toJson(),
        new HostAnswer.Refusing("a.b.c").toJson(),
        new HostAnswer.Opening("a.b.c").toJson(),
        new HostAnswer.Unheard().toJson());
  }

  private static List<byte[]> tlvs() {
    Tlv items =
        Tlv.of()
            .text("label")
            .u32(7)
            .bytes(Bytes.of(new byte[3]))
            .integer(-5)
            .point(Curve.named("SECP256K1").generator());
    return List.of(items.encode(), Tlv.of().list(items, Tlv.of().u32(1)).encode());
  }

  private static Ciphertext ciphertext() {
    return EciesOperation.ciphertext(DECRYPT.certificate().orElseThrow());
  }

  private static List<byte[]> shares() {
    byte[] secret = new byte[32];
    return SecretSharing.split(secret, 2, 3, new SeededRandom(81, "shares")).stream()
        .map(share -> share.encode())
        .toList();
  }

  private static List<byte[]> points(String name) {
    Curve curve = Curve.named(name);
    return List.of(curve.generator().encode(), curve.generator().times(curve.scalar(7)).encode());
  }

  private static List<byte[]> scalars(String name) {
    Curve curve = Curve.named(name);
    return List.of(curve.scalar(0).encode(), curve.scalar(1).negate().encode());
  }

  private static List<byte[]> texts(String... texts) {
    return List.of(texts).stream().map(t -> t.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  private static List<byte[]> jsons(JsonNode... nodes) {
    return List.of(nodes).stream().map(Seeds::json).toList();
  }

  private static byte[] json(JsonNode node) {
    try {
      return Jcs.canonical(node);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
