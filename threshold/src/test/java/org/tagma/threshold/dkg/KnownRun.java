package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.KnownContext;

/** A run of the known answers, with its messages; a fault changes the messages of one keeper. */
final class KnownRun {
  final JsonNode json;
  final Curve curve;
  final SharingContext context;
  final List<Bytes> views = new ArrayList<>();
  final SortedMap<Integer, DkgCommit> commits = new TreeMap<>();
  final SortedMap<Integer, DkgDeal> deals = new TreeMap<>();
  final SortedMap<Integer, DkgProof> proofs = new TreeMap<>();
  final SortedMap<Integer, SchnorrProof> certProofs = new TreeMap<>();

  private KnownRun(JsonNode json, JsonNode fault) throws DecodingException {
    this.json = json;
    this.curve = Curve.named(json.get("curve").asText());
    this.context =
        new SharingContext(
            curve,
            json.get("suite").asText(),
            KnownContext.bytes(json.get("sid")),
            json.get("t").asInt(),
            new TreeSet<>(participants().stream().map(Participant::number).toList()),
            KnownContext.binding(json));
    json.get("views").forEach(view -> views.add(KnownContext.bytes(view)));
    for (int keeper : context.members()) {
      read(keeper, changed(keeper, fault), fault.path("complaints"));
    }
  }

  static KnownRun honest(JsonNode json) throws DecodingException {
    return new KnownRun(json, json.path("no fault"));
  }

  static KnownRun faulty(JsonNode json, JsonNode fault) throws DecodingException {
    return new KnownRun(json, fault);
  }

  private ObjectNode changed(int keeper, JsonNode fault) {
    ObjectNode honest = json.get("keepers").get(String.valueOf(keeper)).deepCopy();
    JsonNode change = fault.path("change");
    if (change.path("keeper").asInt() == keeper) {
      for (String member : List.of("C", "V", "u", "popProof", "certProof")) {
        if (change.has(member)) {
          honest.set(member, change.get(member));
        }
      }
      change
          .path("E")
          .properties()
          .forEach(e -> ((ObjectNode) honest.get("E")).set(e.getKey(), e.getValue()));
    }
    return honest;
  }

  private void read(int keeper, JsonNode part, JsonNode complaints) throws DecodingException {
    commits.put(keeper, new DkgCommit(bytes(part, "V"), bytes(part, "EK")));
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    part.get("E")
        .properties()
        .forEach(e -> shares.put(Integer.valueOf(e.getKey()), sealed(e.getValue())));
    List<Bytes> coefficients = KnownAnswers.each(part.get("C")).map(KnownContext::bytes).toList();
    deals.put(
        keeper,
        new DkgDeal(
            bytes(part, "rid"),
            coefficients,
            bytes(part, "A"),
            bytes(part, "u"),
            new SealedShares(shares)));
    JsonNode pop = part.get("popProof");
    List<ShareComplaint> own =
        KnownAnswers.each(complaints)
            .filter(c -> c.get("from").asInt() == keeper)
            .map(this::complaint)
            .toList();
    proofs.put(keeper, new DkgProof(bytes(pop, "A"), scalar(pop, "z"), own));
    JsonNode cert = part.get("certProof");
    certProofs.put(
        keeper,
        new SchnorrProof(point(cert.get("A")), curve.decodeScalar(scalar(cert, "z").toArray())));
  }

  private SealedShare sealed(JsonNode e) {
    return new SealedShare(
        bytes(e, "U"), bytes(e, "ct"), bytes(e.get("pi"), "A"), scalar(e.get("pi"), "z"));
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

  List<Participant> participants() {
    return KnownAnswers.each(json.get("participants"))
        .map(p -> new Participant(p.get(0).asInt(), KnownContext.bytes(p.get(1))))
        .toList();
  }

  /** CERT, from the known fields. */
  CertificateContent content() throws DecodingException {
    JsonNode fields = json.get("cert").get("fields");
    List<Point> shares = new ArrayList<>();
    for (int keeper : context.members()) {
      shares.add(point(json.get("Xl").get(String.valueOf(keeper))));
    }
    return new CertificateContent(
        bytes(fields, "cluster"),
        bytes(fields, "sid"),
        fields.get("keyId").asText(),
        fields.get("generation").asInt(),
        curve,
        KeyUsage.valueOf(fields.get("usage").asText()),
        fields.get("t").asInt(),
        participants(),
        point(fields.get("X")),
        shares,
        policy(fields));
  }

  /** No known run has a policy, which is known by its hash alone. */
  private static Optional<KeyPolicy> policy(JsonNode fields) {
    assertEquals("", fields.get("policyHash").asText());
    return Optional.empty();
  }

  /** The attestations of K4, everybody signing the known CERT. */
  SortedMap<Integer, CertifyMessage> attestations() throws DecodingException {
    SortedMap<Integer, CertifyMessage> attestations = new TreeMap<>();
    for (int keeper : context.members()) {
      attestations.put(
          keeper,
          new CertifyMessage(
              new Certificate.Attestation(content(), bytes(json, "rid"), certProofs.get(keeper))));
    }
    return attestations;
  }

  JsonNode secrets(int keeper) {
    return json.get("keepers").get(String.valueOf(keeper));
  }

  SecretScalar secret(JsonNode hex) {
    return SecretScalar.of(curve.scalar(new BigInteger(hex.asText(), 16)));
  }

  Point point(JsonNode hex) throws DecodingException {
    return curve.decodePoint(KnownContext.bytes(hex).toArray());
  }

  private Bytes scalar(JsonNode node, String name) {
    return KnownAnswers.scalar(curve, node.get(name));
  }

  static Bytes bytes(JsonNode node, String name) {
    return KnownContext.bytes(node.get(name));
  }
}
