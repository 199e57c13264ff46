package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/**
 * Two-round threshold Schnorr signatures, RFC 9591 and BIP-340, with several messages in a session:
 * one pair of nonces for each. Round 1 commits, round 2 signs; whoever coordinates aggregates.
 */
public final class Frost implements Protocol {
  public static final String NAME = "FROST";

  static final int COMMIT = 1;
  static final int SHARE = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return FrostSuite.all().stream()
        .map(FrostSuite::contextString)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int rounds() {
    return SHARE;
  }

  @Override
  public int settledBy() {
    return SHARE;
  }

  @Override
  public String kind(int round) {
    return round == COMMIT ? "frost.commit" : "frost.share";
  }

  @Override
  public List<Rule> rules() {
    return List.of(FrostRule.values());
  }

  @Override
  public Optional<KeyPolicy.Use> use() {
    return Optional.of(KeyPolicy.Use.APPLY);
  }

  @Override
  public boolean needsAll() {
    return false;
  }

  @Override
  public boolean hedged() {
    return true;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return round == COMMIT ? FrostCommitments.read(body) : FrostShares.read(body);
  }

  @Override
  public boolean accepts(Session session) {
    Optional<FrostSuite> suite = FrostSuite.named(session.preimage().suite());
    Optional<CertificateContent> certificate = session.certificate();
    if (suite.isEmpty() || certificate.isEmpty()) {
      return false;
    }
    try {
      FrostRequest request = FrostRequest.read(session.request());
      return request.keyId().equals(session.preimage().keyId())
          && request.options().suite(certificate.get().curve()).equals(suite)
          && fits(session, certificate.get());
    } catch (DecodingException e) {
      return false;
    }
  }

  private static boolean fits(Session session, CertificateContent certificate) {
    return certificate.usage() == KeyUsage.SIGN
        && certificate.keyId().equals(session.preimage().keyId())
        && certificate.generation() == session.preimage().generation()
        && certificate.threshold() == session.preimage().threshold()
        && certificate.total() == session.preimage().total()
        && session.members().size() == certificate.threshold()
        && certificate.holders().containsAll(session.members());
  }

  @Override
  public Round begin(Session session, Local local) {
    return new CommitRound(Signing.of(session), local);
  }

  @Override
  public Round conclude(Session session) {
    return new AggregateRound(Signing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    Signing signing = Signing.of(inbox);
    return round == COMMIT ? commitmentOffences(signing, inbox) : shareOffences(signing, inbox);
  }

  private static List<Offence> commitmentOffences(Signing signing, Inbox inbox) {
    List<Offence> offences = new ArrayList<>();
    inbox
        .messages(COMMIT, FrostCommitments.class)
        .forEach(
            (signer, message) -> {
              if (message.hiding().size() != signing.messages().size()
                  || message.binding().size() != signing.messages().size()
                  || signing.commitments(inbox, signer).isEmpty()) {
                offences.add(Offence.of(signer, FrostRule.COMMITMENT, COMMIT));
              }
            });
    return offences;
  }

  /**
   * All shares together, and when that fails, or some are not there to be judged, each share of
   * each message on its own.
   */
  private static List<Offence> shareOffences(Signing signing, Inbox inbox) {
    if (signing.aggregates(inbox).isPresent()) {
      return List.of();
    }
    List<SigningPackage> packages = signing.packages(inbox);
    List<Offence> offences = new ArrayList<>();
    SortedMap<Integer, FrostShares> messages = inbox.messages(SHARE, FrostShares.class);
    for (Map.Entry<Integer, FrostShares> entry : messages.entrySet()) {
      int signer = entry.getKey();
      List<Bytes> shares = entry.getValue().shares();
      if (shares.size() != packages.size()) {
        offences.add(Offence.of(signer, FrostRule.LENGTH, SHARE));
      } else if (!sharesFit(signing, signer, packages, shares)) {
        offences.add(Offence.of(signer, FrostRule.SHARE, SHARE));
      }
    }
    return offences;
  }

  private static boolean sharesFit(
      Signing signing, int signer, List<SigningPackage> packages, List<Bytes> shares) {
    try {
      for (int k = 0; k < packages.size(); k++) {
        Scalar share = signing.suite().curve().decodeScalar(shares.get(k).toArray());
        if (!packages.get(k).accepts(signer, share, signing.publicShare(signer))) {
          return false;
        }
      }
      return true;
    } catch (DecodingException e) {
      return false;
    }
  }
}
