package org.tagma.threshold.moduli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;

/**
 * A bundle and, of every keeper in it, the envelope in which it signed its hash. It proves itself:
 * each of them has checked the proofs of all others.
 *
 * @param envelopes one of each keeper, compact
 */
public record AuxCertificate(AuxBundle bundle, List<String> envelopes) {
  /** The protocol that makes it. */
  public static final String PROTOCOL = "AUX";

  /** The round of the envelopes. */
  public static final int ROUND = 4;

  private static final int MAX = 16;

  public AuxCertificate {
    envelopes = List.copyOf(envelopes);
  }

  /** The suite for moduli of this size. */
  public static String suite(ParameterSet set) {
    return "paillier-sha512-" + set.label();
  }

  /** What the body of an envelope attests, 32 bytes. */
  public static Bytes bundleHash(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Bytes hash = m.bytes("bundleHash", 32);
    m.end();
    return hash;
  }

  /** The epoch that the first envelope names; the certificate has to be verified before. */
  public int epoch() {
    try {
      return Envelope.read(Jws.parse(envelopes.get(0))).generation();
    } catch (DecodingException e) {
      throw new IllegalStateException("the certificate was not verified", e);
    }
  }

  /**
   * Checks every keeper's signature.
   *
   * @throws DecodingException when the certificate does not prove itself
   */
  public void verify(Bytes cluster, KeyRing keys) throws DecodingException {
    SortedSet<Integer> signers = new TreeSet<>();
    Envelope first = null;
    for (String compact : envelopes) {
      Envelope envelope = signed(compact, keys);
      first = first == null ? envelope : first;
      boolean sound =
          envelope.cluster().equals(cluster)
              && envelope.protocol().equals(PROTOCOL)
              && envelope.round() == ROUND
              && envelope.sid().equals(first.sid())
              && envelope.view().equals(first.view())
              && envelope.suite().equals(suite(bundle.set()))
              && envelope.generation() == first.generation()
              && bundleHash(envelope.body()).equals(bundle.hash())
              && signers.add(envelope.from());
      if (!sound) {
        throw new DecodingException("an attestation does not fit the bundle");
      }
    }
    if (signers.isEmpty() || !signers.equals(bundle.parameters().keySet())) {
      throw new DecodingException("not every keeper signed the bundle");
    }
  }

  private static Envelope signed(String compact, KeyRing keys) throws DecodingException {
    Jws jws = Jws.parse(compact);
    IdentityKey key =
        keys.find(jws.from(), jws.thumbprint())
            .orElseThrow(() -> new DecodingException("an identity key is not pinned"));
    if (!jws.isSignedBy(key)) {
      throw new DecodingException("an envelope is not signed by its keeper");
    }
    return Envelope.read(jws);
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("bundle", bundle.toJson());
    ArrayNode array = json.putArray("envelopes");
    envelopes.forEach(array::add);
    return json;
  }

  /** Reads the form; {@link #verify} says whether it holds. */
  public static AuxCertificate read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    AuxCertificate certificate =
        new AuxCertificate(AuxBundle.read(m.object("bundle")), m.texts("envelopes", MAX));
    m.end();
    return certificate;
  }
}
