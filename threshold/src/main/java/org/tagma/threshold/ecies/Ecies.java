package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Threshold decryption in one round (spec/protocols.md 3): each keeper checks the ciphertext's
 * proof and answers with a part of its own; any t good parts decrypt.
 */
public final class Ecies implements Protocol {
  public static final String NAME = "ECIES";

  static final int PARTIAL = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return EciesSuite.all().stream().map(EciesSuite::name).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int rounds() {
    return PARTIAL;
  }

  @Override
  public int settledBy() {
    return PARTIAL;
  }

  @Override
  public String kind(int round) {
    return "ecies.partial";
  }

  @Override
  public List<Rule> rules() {
    return List.of(EciesRule.values());
  }

  @Override
  public Optional<KeyPolicy.Use> use() {
    return Optional.of(KeyPolicy.Use.PROCESS);
  }

  @Override
  public boolean needsAll() {
    return false;
  }

  @Override
  public boolean parts() {
    return true;
  }

  @Override
  public boolean takesRetired() {
    return true;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return PartialDecryption.read(body);
  }

  @Override
  public boolean accepts(Session session) {
    return objection(session).isEmpty();
  }

  @Override
  public Optional<RefusalReason> objection(Session session) {
    Optional<CertificateContent> certificate = session.certificate();
    DecryptRequest request;
    try {
      request = DecryptRequest.read(session.request());
    } catch (DecodingException e) {
      return Optional.of(RefusalReason.INVALID_REQUEST);
    }
    if (certificate.isEmpty() || !fits(session, certificate.get(), request)) {
      return Optional.of(RefusalReason.INVALID_REQUEST);
    }
    return isCiphertext(session.preimage(), certificate.get(), request)
        ? Optional.empty()
        : Optional.of(RefusalReason.INVALID_CIPHERTEXT);
  }

  private static boolean fits(
      Session session, CertificateContent certificate, DecryptRequest request) {
    SessionPreimage preimage = session.preimage();
    return certificate.usage().decrypts()
        && EciesSuite.named(preimage.suite())
            .filter(s -> s.curve().equals(certificate.curve()))
            .filter(s -> request.algorithm().orElse(s.aead()) == s.aead())
            .isPresent()
        && certificate.keyId().equals(preimage.keyId())
        && request.keyId().equals(preimage.keyId())
        && certificate.generation() == preimage.generation()
        && request.generation().orElse(1) <= preimage.generation()
        && certificate.threshold() == preimage.threshold()
        && certificate.total() == preimage.total()
        && session.members().size() >= certificate.threshold()
        && certificate.holders().containsAll(session.members());
  }

  private static boolean isCiphertext(
      SessionPreimage preimage, CertificateContent certificate, DecryptRequest request) {
    try {
      CiphertextHeader header = CiphertextHeader.decode(request.header().toArray());
      return header.suite().name().equals(preimage.suite())
          && EncryptionKey.of(certificate)
              .accepts(header, request.associated(), !certificate.usage().isCcaSafe());
    } catch (DecodingException e) {
      return false;
    }
  }

  @Override
  public Round begin(Session session, Local local) {
    return new PartialRound(local);
  }

  @Override
  public Round conclude(Session session) {
    return new CombineRound();
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    Decrypting decrypting = Decrypting.of(inbox);
    return inbox.messages(PARTIAL, PartialDecryption.class).entrySet().stream()
        .flatMap(e -> decrypting.offence(e.getKey(), e.getValue()).stream())
        .toList();
  }
}
