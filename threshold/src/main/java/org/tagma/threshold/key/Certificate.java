package org.tagma.threshold.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;

/**
 * A key's certificate: its content and, of every holder, the envelope in which it signed that
 * content and proved that it holds its share. It proves itself, so it is passed on and believed
 * whoever brings it (spec/protocols.md 1.5 K4).
 *
 * @param envelopes one of each holder, compact, ascending by holder
 */
public record Certificate(CertificateContent content, List<String> envelopes) {
  /** The step label in the proof's binding. */
  public static final String STEP = "cert";

  public Certificate {
    envelopes = List.copyOf(envelopes);
  }

  /**
   * What a holder signs.
   *
   * @param rid the run's common randomness, 32 bytes, which all holders state alike; empty where
   *     there is none
   * @param proof of knowledge of x_i in X_i
   */
  public record Attestation(CertificateContent content, Bytes rid, SchnorrProof proof) {
    public ObjectNode toBody() {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("certificate", content.toJson());
      body.put("rid", rid.base64Url())
          .put("A", Bytes.of(proof.commitment().encode()).base64Url())
          .put("z", Bytes.of(proof.response().encode()).base64Url());
      return body;
    }

    /** Reads {@link #toBody} strictly. */
    public static Attestation read(ObjectNode body) throws DecodingException {
      Members m = Members.of(body);
      CertificateContent content = CertificateContent.fromJson(m.object("certificate"));
      Curve curve = content.curve();
      Attestation attestation =
          new Attestation(
              content,
              rid(m.bytes("rid")),
              new SchnorrProof(
                  curve.decodePoint(m.bytes("A").toArray()),
                  curve.decodeScalar(m.bytes("z").toArray())));
      m.end();
      return attestation;
    }

    private static Bytes rid(Bytes rid) throws DecodingException {
      if (rid.length() != 0 && rid.length() != 32) {
        throw new DecodingException("rid has 32 bytes, or none");
      }
      return rid;
    }
  }

  /**
   * The context of the proof that {@code holder} makes in {@code round} of the certificate's
   * session.
   */
  public static ProofContext context(
      String protocol,
      String suite,
      CertificateContent content,
      int holder,
      int round,
      Bytes view,
      Bytes rid) {
    Binding binding =
        new Binding(
            protocol,
            content.keyId(),
            content.generation(),
            Participant.rows(content.participants()),
            Bytes.empty());
    return new ProofContext(
        suite, content.sid(), holder, 0, binding.at(round, STEP, view, extra(rid)));
  }

  private static Tlv[] extra(Bytes rid) {
    return rid.length() == 0 ? new Tlv[0] : new Tlv[] {Tlv.of().bytes(rid)};
  }

  /**
   * Checks every holder's signature and proof.
   *
   * @throws DecodingException when the certificate does not prove itself
   */
  public void verify(Bytes cluster, KeyRing keys) throws DecodingException {
    if (!content.cluster().equals(cluster)) {
      throw new DecodingException("the certificate is of another cluster");
    }
    TreeSet<Integer> signers = new TreeSet<>();
    Envelope first = null;
    Bytes rid = null;
    for (String compact : envelopes) {
      Envelope envelope = signedBy(compact, keys);
      Attestation attestation = Attestation.read(envelope.body());
      if (first == null) {
        first = envelope;
        rid = attestation.rid();
      }
      boolean sound =
          envelope.sid().equals(content.sid())
              && envelope.keyId().equals(content.keyId())
              && envelope.generation() == content.generation()
              && envelope.protocol().equals(first.protocol())
              && envelope.suite().equals(first.suite())
              && envelope.round() == first.round()
              && envelope.view().equals(first.view())
              && attestation.rid().equals(rid)
              && attestation.content().equals(content)
              && signers.add(envelope.from())
              && attestation
                  .proof()
                  .verify(
                      context(
                          envelope.protocol(),
                          envelope.suite(),
                          content,
                          envelope.from(),
                          envelope.round(),
                          envelope.view(),
                          rid),
                      content.publicShare(envelope.from()));
      if (!sound) {
        throw new DecodingException("a holder's attestation does not fit the certificate");
      }
    }
    if (!signers.equals(content.holders())) {
      throw new DecodingException("not every holder signed the certificate");
    }
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("content", content.toJson());
    var array = json.putArray("envelopes");
    envelopes.forEach(array::add);
    return json;
  }

  /** Reads the form; {@link #verify} says whether it holds. */
  public static Certificate fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    Certificate certificate =
        new Certificate(CertificateContent.fromJson(m.object("content")), m.texts("envelopes", 16));
    m.end();
    return certificate;
  }

  private Envelope signedBy(String compact, KeyRing keys) throws DecodingException {
    Jws jws = Jws.parse(compact);
    if (content.participants().contains(new Participant(jws.from(), jws.thumbprint()))) {
      IdentityKey key =
          keys.find(jws.from(), jws.thumbprint())
              .orElseThrow(() -> new DecodingException("a holder's identity key is not pinned"));
      if (jws.isSignedBy(key)) {
        return Envelope.read(jws);
      }
    }
    throw new DecodingException("an envelope is not signed by a holder");
  }
}
