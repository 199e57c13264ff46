package org.tagma.threshold.round;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * What everybody in a session knows: its pre-image, and the request, certificate and auxiliary
 * bundle that the pre-image commits to.
 *
 * @param request {op, request} (spec/protocols.md 9, item 11)
 * @param certificate the key's certificate; empty while the key is being made
 * @param auxBundle the keepers' moduli; empty for a protocol that needs none
 */
public record Session(
    SessionPreimage preimage,
    Bytes sid,
    ObjectNode request,
    Optional<CertificateContent> certificate,
    Optional<AuxBundle> auxBundle) {
  /** A session without moduli. */
  public Session(
      SessionPreimage preimage,
      Bytes sid,
      ObjectNode request,
      Optional<CertificateContent> certificate) {
    this(preimage, sid, request, certificate, Optional.empty());
  }

  /** {@link #of} for a session without moduli. */
  public static Session of(
      SessionPreimage preimage, ObjectNode request, Optional<CertificateContent> certificate)
      throws DecodingException {
    return of(preimage, request, certificate, Optional.empty());
  }

  /** Checks that request, certificate and moduli are the ones the pre-image names. */
  public static Session of(
      SessionPreimage preimage,
      ObjectNode request,
      Optional<CertificateContent> certificate,
      Optional<AuxBundle> auxBundle)
      throws DecodingException {
    if (!digest(request).equals(preimage.requestDigest())) {
      throw new DecodingException("the request is not the session's");
    }
    if (!certificate
        .map(CertificateContent::hash)
        .orElse(Bytes.empty())
        .equals(preimage.certHash())) {
      throw new DecodingException("the certificate is not the session's");
    }
    if (!auxBundle.map(AuxBundle::hash).orElse(Bytes.empty()).equals(preimage.auxBundleHash())) {
      throw new DecodingException("the auxiliary bundle is not the session's");
    }
    return new Session(preimage, preimage.sid(), request, certificate, auxBundle);
  }

  /** {op, request}. */
  public static ObjectNode request(String op, JsonNode request) {
    return JsonNodeFactory.instance.objectNode().put("op", op).set("request", request);
  }

  /** requestDigest: SHA-256 of the JCS form. */
  public static Bytes digest(ObjectNode request) throws DecodingException {
    return Sha256.of(Jcs.canonical(request));
  }

  /** The members' numbers, ascending. */
  public SortedSet<Integer> members() {
    return preimage.members();
  }
}
