package org.tagma.threshold.destroy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
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
 * Destroys a generation of a key. Every holder that can be reached takes part, and so many have to
 * that the others are fewer than t; once all of them have promised, the generation is over, and who
 * was missing learns it from the promises. A message has nothing in it that could be wrong, so
 * there are no rules but those of envelopes.
 */
public final class Destroy implements Protocol {
  /** The name in sessions. */
  public static final String NAME = Destruction.PROTOCOL;

  static final int PREPARE = Destruction.ROUND;
  static final int COMMIT = 2;

  private static final List<String> KINDS = List.of(Destruction.KIND, "destroy.commit");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return Dkg.allSuites();
  }

  @Override
  public int rounds() {
    return COMMIT;
  }

  @Override
  public int settledBy() {
    return PREPARE;
  }

  @Override
  public String kind(int round) {
    return KINDS.get(round - 1);
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public boolean needsAll() {
    return false;
  }

  @Override
  public int quorum(int threshold, int holders) {
    return Destruction.quorum(threshold, holders);
  }

  @Override
  public boolean asksAll() {
    return true;
  }

  @Override
  public boolean endsGeneration() {
    return true;
  }

  @Override
  public boolean usesShares() {
    return false;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return DestroyMessage.read(body);
  }

  @Override
  public boolean accepts(Session session) {
    Optional<CertificateContent> certificate = session.certificate();
    try {
      DestroyRequest request = DestroyRequest.read(session.request());
      return certificate.isPresent()
          && fits(certificate.get(), session.preimage())
          && request.keyId().equals(certificate.get().keyId())
          && request.version() == certificate.get().generation();
    } catch (DecodingException e) {
      return false;
    }
  }

  private boolean fits(CertificateContent certificate, SessionPreimage preimage) {
    return Dkg.suite(certificate.curve()).equals(preimage.suite())
        && certificate.keyId().equals(preimage.keyId())
        && certificate.generation() == preimage.generation()
        && certificate.threshold() == preimage.threshold()
        && certificate.total() == preimage.total()
        && certificate.holders().containsAll(preimage.members())
        && preimage.members().size() >= quorum(certificate.threshold(), certificate.total())
        && preimage.auxBundleHash().length() == 0;
  }

  @Override
  public Round begin(Session session, Local local) {
    return new PrepareRound(session.certificate().orElseThrow());
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound();
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return List.of();
  }

  /** The promises of all members, from the first round. */
  static Destruction destruction(Inbox inbox) {
    return new Destruction(
        inbox.session().preimage(),
        inbox.round(PREPARE).values().stream()
            .map(received -> received.envelope().signed().compact())
            .toList());
  }
}
