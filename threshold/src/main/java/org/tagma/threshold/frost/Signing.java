package org.tagma.threshold.frost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;

/**
 * A session's public inputs to FROST.
 *
 * @param operationIds in bytewise order
 * @param messages in the same order
 */
record Signing(
    FrostSuite suite,
    CertificateContent certificate,
    List<String> operationIds,
    List<byte[]> messages) {

  /** The packages, one for each message. */
  private record Packages(List<SigningPackage> list) {}

  /** Reads a session that {@link Frost#accepts} has accepted. */
  static Signing of(Session session) {
    try {
      FrostRequest request = FrostRequest.read(session.request());
      return new Signing(
          FrostSuite.named(session.preimage().suite()).orElseThrow(),
          session.certificate().orElseThrow(),
          List.copyOf(request.messages().keySet()),
          request.inOrder());
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for FROST", e);
    }
  }

  /** The commitments as points; empty when one is no valid group element. */
  Optional<List<SigningPackage.Commitment>> commitments(FrostCommitments message) {
    List<SigningPackage.Commitment> commitments = new ArrayList<>();
    try {
      for (int k = 0; k < messages.size(); k++) {
        commitments.add(
            new SigningPackage.Commitment(
                suite.curve().decodePoint(message.hiding().get(k).toArray()),
                suite.curve().decodePoint(message.binding().get(k).toArray())));
      }
      return Optional.of(commitments);
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The packages that follow from round 1, whose commitments have been checked. */
  List<SigningPackage> packages(Inbox inbox) {
    return inbox.derived(Frost.COMMIT, Packages.class, () -> new Packages(derive(inbox))).list();
  }

  private List<SigningPackage> derive(Inbox inbox) {
    SortedMap<Integer, List<SigningPackage.Commitment>> bySigner = new TreeMap<>();
    inbox
        .messages(Frost.COMMIT, FrostCommitments.class)
        .forEach((signer, message) -> bySigner.put(signer, commitments(message).orElseThrow()));
    List<SigningPackage> packages = new ArrayList<>();
    for (int k = 0; k < messages.size(); k++) {
      SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
      for (Map.Entry<Integer, List<SigningPackage.Commitment>> entry : bySigner.entrySet()) {
        commitments.put(entry.getKey(), entry.getValue().get(k));
      }
      packages.add(SigningPackage.of(suite, certificate.publicKey(), commitments, messages.get(k)));
    }
    return packages;
  }
}
