package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Threshold ECDSA in seven rounds, GG20-H of {@code spec/protocols.md} 1.6: t signers, one message.
 *
 * <p>The number of a round does not say what its messages are: where the equation over the messages
 * before does not hold, which everybody sees alike, rounds 5, 6 and 7 open what was done, the
 * session ends, and the openings name who lied (1.7).
 *
 * <p>Who checks what: a proof is made for one signer, under that signer's own parameters, and that
 * signer checks it before it goes on; the coordinator does so only in its own part. All else is
 * checked by everybody. Whoever finds an offence goes through all proofs from the first round on
 * before accusing, so that who lied to an accomplice is named for that, and nobody for what came of
 * it. A proof that is bad, and whose receiver does not mind, changes nothing unless an equation
 * fails.
 */
public final class Gg20 implements Protocol {
  public static final String NAME = "GG20";

  static final int COMMIT = 1;
  static final int MULTIPLY = 2;
  static final int DELTA = 3;
  static final int REVEAL = 4;
  static final int NONCE = 5;
  static final int KEY = 6;
  static final int SHARE = 7;

  private static final List<String> KINDS =
      List.of(
          "gg20.commit",
          "gg20.multiply",
          "gg20.delta",
          "gg20.reveal",
          "gg20.nonce",
          "gg20.key",
          "gg20.share");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return Gg20Suite.all().stream().map(Gg20Suite::name).collect(Collectors.toUnmodifiableSet());
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
    return KINDS.get(round - 1);
  }

  @Override
  public List<Rule> rules() {
    return List.of(Gg20Rule.values());
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
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    Curve curve =
        Gg20Suite.named(suite)
            .orElseThrow(() -> new DecodingException("a suite that does not exist"))
            .curve();
    boolean late = round >= NONCE;
    if (late && Gg20NonceOpening.isIn(body)) {
      return Gg20NonceOpening.read(body);
    }
    if (late && Gg20KeyOpening.isIn(body)) {
      return Gg20KeyOpening.read(body);
    }
    return switch (round) {
      case COMMIT -> Gg20Commit.read(body);
      case MULTIPLY -> Gg20Products.read(curve, body);
      case DELTA -> Gg20Delta.read(curve, body);
      case REVEAL -> Gg20Reveal.read(curve, body);
      case NONCE -> Gg20Nonce.read(curve, body);
      case KEY -> Gg20Key.read(curve, body);
      default -> Gg20Share.read(curve, body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    try {
      Gg20Request request = Gg20Request.read(session.request());
      return request.keyId().equals(session.preimage().keyId())
          && session.certificate().filter(c -> fits(session, c)).isPresent();
    } catch (DecodingException e) {
      return false;
    }
  }

  private static boolean fits(Session session, CertificateContent certificate) {
    SessionPreimage preimage = session.preimage();
    Optional<Gg20Suite> suite = Gg20Suite.named(preimage.suite());
    return suite.filter(s -> s.curve().equals(certificate.curve())).isPresent()
        && session
            .auxBundle()
            .filter(a -> a.set() == suite.get().parameters())
            .filter(a -> a.parameters().keySet().containsAll(session.members()))
            .isPresent()
        && certificate.usage() == KeyUsage.SIGN
        && certificate.keyId().equals(preimage.keyId())
        && certificate.generation() == preimage.generation()
        && certificate.threshold() == preimage.threshold()
        && certificate.total() == preimage.total()
        && session.members().size() == certificate.threshold()
        && certificate.holders().containsAll(session.members());
  }

  @Override
  public Round begin(Session session, Local local) {
    return new CommitRound(new Signer(Signing.of(session), local));
  }

  @Override
  public Round conclude(Session session) {
    return new AggregateRound(Signing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return new Gg20Judge(Signing.of(inbox), inbox).all(round);
  }

  @Override
  public List<Offence> commonOffences(Inbox inbox, int round) {
    return new Gg20Judge(Signing.of(inbox), inbox).common(round);
  }

  @Override
  public boolean isBlame(Inbox inbox) {
    int next = inbox.round() + 1;
    return next <= SHARE && Signing.of(inbox).opens(inbox, next);
  }
}
