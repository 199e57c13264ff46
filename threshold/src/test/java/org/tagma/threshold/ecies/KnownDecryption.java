package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/** A known decryption: the key, the ciphertext, and the session that its oracle played. */
record KnownDecryption(JsonNode known, CertificateContent certificate) {
  static KnownDecryption of(JsonNode known) throws DecodingException {
    Curve curve = Curve.named(known.get("curve").textValue());
    List<Participant> holders = new ArrayList<>();
    List<Point> publicShares = new ArrayList<>();
    for (JsonNode row : known.get("participants")) {
      int number = row.get(0).intValue();
      holders.add(new Participant(number, bytes(row.get(1))));
      publicShares.add(point(curve, known.get("Yi").get(Integer.toString(number))));
    }
    return new KnownDecryption(
        known,
        new CertificateContent(
            Bytes.of(new byte[32]),
            Bytes.of(new byte[32]),
            known.get("keyId").textValue(),
            known.get("generation").intValue(),
            curve,
            KeyUsage.DECRYPT,
            known.get("t").intValue(),
            holders,
            point(curve, known.get("Y")),
            publicShares,
            Optional.empty()));
  }

  Curve curve() {
    return certificate.curve();
  }

  EncryptionKey key() {
    return EncryptionKey.of(certificate);
  }

  AssociatedData associated() {
    return associated(known);
  }

  static AssociatedData associated(JsonNode node) {
    return new AssociatedData(
        Optional.ofNullable(node.get("tweak").textValue()),
        Optional.ofNullable(node.get("label").textValue()),
        bytes(node.get("aad")));
  }

  SecretScalar secret(JsonNode hex) throws DecodingException {
    return SecretScalar.decode(curve(), bytes(hex).toArray());
  }

  /** The oracle's bytes, which leave the generation to others. */
  static byte[] encoded(JsonNode ciphertext) {
    byte[] generation = Tlv.of().u32(1).encode();
    byte[] rest = bytes(ciphertext.get("bytes")).toArray();
    byte[] encoded = new byte[generation.length + rest.length];
    System.arraycopy(generation, 0, encoded, 0, generation.length);
    System.arraycopy(rest, 0, encoded, generation.length, rest.length);
    return encoded;
  }

  /** The session of the known id for {@code ciphertext}. */
  Decrypting decrypting(Ciphertext ciphertext) throws DecodingException {
    ObjectNode client = JsonNodeFactory.instance.objectNode();
    client.put("keyId", known.get("keyId").textValue()).put("ciphertext64", "replaced");
    associated().tweak().ifPresent(t -> client.put("tweak", t));
    associated().label().ifPresent(l -> client.put("label", l));
    client.put("aad64", Base64.getEncoder().encodeToString(associated().aad().toArray()));
    ObjectNode request = DecryptRequest.of(client, ciphertext);
    SessionPreimage preimage =
        new SessionPreimage(
            SessionPreimage.VERSION,
            Bytes.of(new byte[32]),
            "known",
            1,
            Ecies.NAME,
            known.get("suite").textValue(),
            certificate.keyId(),
            certificate.generation(),
            certificate.hash(),
            certificate.threshold(),
            certificate.total(),
            certificate.participants(),
            Bytes.empty(),
            Session.digest(request),
            1,
            0,
            1,
            Bytes.of(new byte[32]));
    return Decrypting.of(
        new Session(preimage, bytes(known.get("sid")), request, Optional.of(certificate)));
  }

  KeyShare share(int keeper) throws DecodingException {
    return KeyShare.check(
            certificate, keeper, secret(known.get("shares").get(Integer.toString(keeper))))
        .orElseThrow();
  }

  /** A partial as the oracle shows it. */
  static PartialDecryption partial(JsonNode node) {
    JsonNode proof = node.get("proof");
    return new PartialDecryption(
        bytes(node.get("d")),
        bytes(proof.get("A1")),
        bytes(proof.get("A2")),
        bytes(proof.get("z")));
  }

  private static Point point(Curve curve, JsonNode hex) throws DecodingException {
    return curve.decodePoint(bytes(hex).toArray());
  }

  static Bytes bytes(JsonNode hex) {
    String digits = hex.textValue();
    return digits.length() % 2 == 0
        ? Bytes.fromHex(digits)
        : Bytes.of(new BigInteger(digits, 16).toByteArray());
  }
}
