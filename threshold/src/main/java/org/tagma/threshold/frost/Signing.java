package org.tagma.threshold.frost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;

/**
 * A session's public inputs to FROST.
 *
 * @param key the key that is signed for
 * @param operationIds in bytewise order
 * @param messages in the same order
 */
record Signing(
    FrostSuite suite,
    CertificateContent certificate,
    SigningKey key,
    List<String> operationIds,
    List<byte[]> messages) {

  /** The packages, one for each message. */
  private record Packages(List<SigningPackage> list) {}

  /** Each signer's commitments as points; empty where they do not decode. */
  private record Decoded(SortedMap<Integer, Optional<List<SigningPackage.Commitment>>> bySigner) {}

  /** The signatures; empty when the shares are not all there, or do not add up to all of them. */
  private record Aggregates(Optional<List<Bytes>> signatures) {}

  /** {@link #of} the inbox's session, read once for all who ask. */
  static Signing of(Inbox inbox) {
    return inbox.derived(0, Signing.class, () -> of(inbox.session()));
  }

  /** Reads a session that {@link Frost#accepts} has accepted. */
  static Signing of(Session session) {
    try {
      FrostRequest request = FrostRequest.read(session.request());
      CertificateContent certificate = session.certificate().orElseThrow();
      return new Signing(
          FrostSuite.named(session.preimage().suite()).orElseThrow(),
          certificate,
          request.options().key(certificate.keyId(), certificate.publicKey()),
          List.copyOf(request.messages().keySet()),
          request.inOrder());
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for FROST", e);
    }
  }

  /** What {@code signer}'s signature shares are checked against. */
  Point publicShare(int signer) {
    return key.publicShare(certificate.publicShare(signer));
  }

  /**
   * The commitments of {@code signer} as points; empty when there are not as many as messages, or
   * one is no valid group element.
   */
  Optional<List<SigningPackage.Commitment>> commitments(Inbox inbox, int signer) {
    return inbox.derived(Frost.COMMIT, Decoded.class, () -> decode(inbox)).bySigner().get(signer);
  }

  private Decoded decode(Inbox inbox) {
    SortedMap<Integer, Optional<List<SigningPackage.Commitment>>> bySigner = new TreeMap<>();
    inbox
        .messages(Frost.COMMIT, FrostCommitments.class)
        .forEach((signer, message) -> bySigner.put(signer, decode(message)));
    return new Decoded(bySigner);
  }

  private Optional<List<SigningPackage.Commitment>> decode(FrostCommitments message) {
    if (message.hiding().size() != messages.size() || message.binding().size() != messages.size()) {
      return Optional.empty();
    }
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
    List<SigningPackage> packages = new ArrayList<>();
    for (int k = 0; k < messages.size(); k++) {
      SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
      for (int signer : inbox.round(Frost.COMMIT).keySet()) {
        commitments.put(signer, commitments(inbox, signer).orElseThrow().get(k));
      }
      packages.add(SigningPackage.of(suite, key.publicKey(), commitments, messages.get(k)));
    }
    return packages;
  }

  /**
   * The signatures, when every member's share of every message is good: verified, and the shares
   * checked together.
   */
  Optional<List<Bytes>> aggregates(Inbox inbox) {
    return inbox
        .derived(Frost.SHARE, Aggregates.class, () -> new Aggregates(aggregate(inbox)))
        .signatures();
  }

  private Optional<List<Bytes>> aggregate(Inbox inbox) {
    SortedMap<Integer, FrostShares> bySigner = inbox.messages(Frost.SHARE, FrostShares.class);
    List<SigningPackage> packages = packages(inbox);
    if (!bySigner.keySet().equals(inbox.session().members())
        || bySigner.values().stream().anyMatch(s -> s.shares().size() != packages.size())) {
      return Optional.empty();
    }
    List<Bytes> signatures = new ArrayList<>();
    for (int k = 0; k < packages.size(); k++) {
      SortedMap<Integer, Scalar> shares = new TreeMap<>();
      for (Map.Entry<Integer, FrostShares> entry : bySigner.entrySet()) {
        try {
          byte[] share = entry.getValue().shares().get(k).toArray();
          shares.put(entry.getKey(), suite.curve().decodeScalar(share));
        } catch (DecodingException e) {
          return Optional.empty();
        }
      }
      SigningPackage signing = packages.get(k);
      if (!signing.acceptsAll(shares, key, certificate, inbox.view(Frost.SHARE))) {
        return Optional.empty();
      }
      signatures.add(suite.signature(signing.groupCommitment(), signing.response(shares, key)));
    }
    return Optional.of(signatures);
  }
}
