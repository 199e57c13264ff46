package org.tagma.threshold.run;

import java.util.Optional;
import java.util.function.Supplier;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A keeper's checks of an opening against its own state, before it sends anything: clock, cluster,
 * members, key, request and the caller's authority (spec/protocols.md 4.2).
 */
final class SessionAdmission {
  /** Clocks may differ by so much, in milliseconds. */
  static final long SKEW = 30_000;

  /** The longest budget of an operation and the minute after it, in milliseconds. */
  static final long MAX_LIFE = 180_000;

  private final SessionHost.Ports ports;
  private final Turns turns;
  private final OpeningRate rate = new OpeningRate();

  /** Whose turn it is with a key. */
  interface Turns {
    /**
     * Gives the key to the session {@code sid}, for as long as that is in flight.
     *
     * @throws RefusalException BUSY while another one has it, OVERLOADED where too many wait
     */
    void take(String keyId, Bytes sid) throws RefusalException;
  }

  SessionAdmission(SessionHost.Ports ports, Turns turns) {
    this.ports = ports;
    this.turns = turns;
  }

  /** What was found good. */
  record Admitted(
      Session session,
      Protocol protocol,
      Optional<KeyShare> share,
      Optional<AuxSecrets> auxSecrets,
      String subject) {}

  Admitted check(Bytes sid, Signed<Opening> opening, Optional<String> credential)
      throws RefusalException {
    SessionPreimage preimage = opening.content().preimage();
    if (preimage.protocolVersion() != SessionPreimage.VERSION) {
      throw new RefusalException(RefusalReason.VERSION);
    }
    require(
        preimage.sid().equals(sid) && preimage.coordinator() == opening.from(),
        RefusalReason.INVALID_REQUEST);
    checkClock(preimage);
    checkRate(opening.from());
    checkMembers(preimage);
    if (ports.vault().isSealed()) {
      throw new RefusalException(RefusalReason.SEALED);
    }
    Protocol protocol =
        ports
            .protocols()
            .find(preimage.protocol(), preimage.suite())
            .orElseThrow(() -> new RefusalException(RefusalReason.INVALID_REQUEST));
    Authority.Decision caller = checkCredential(sid, opening.content(), credential);
    Optional<CertificateContent> certificate = certificate(protocol, preimage, caller.bound());
    Optional<AuxBundle> auxBundle = auxBundle(preimage);
    Session session = session(opening.content(), certificate, auxBundle);
    Optional<RefusalReason> objection = protocol.objection(session);
    if (objection.isPresent()) {
      throw new RefusalException(objection.get());
    }
    checkMembership(protocol, preimage);
    if (protocol.isExclusive()) {
      turns.take(preimage.keyId(), sid);
    }
    Optional<KeyShare> share = share(protocol, session);
    try {
      return new Admitted(session, protocol, share, auxSecrets(auxBundle), caller.subject());
    } catch (RefusalException e) {
      share.ifPresent(KeyShare::destroy);
      throw e;
    }
  }

  private void checkClock(SessionPreimage preimage) throws RefusalException {
    long now = ports.clock().getAsLong();
    require(Math.abs(now - preimage.openedAt()) <= SKEW, RefusalReason.CLOCK_SKEW);
    long life = preimage.notAfter() - preimage.openedAt();
    require(
        life > 0 && life <= MAX_LIFE && now <= preimage.notAfter(), RefusalReason.INVALID_REQUEST);
  }

  /** This keeper bounds the operations that it coordinates itself before they come here. */
  private void checkRate(int coordinator) throws RefusalException {
    if (coordinator != ports.identity().keeper()) {
      long retryAfter = rate.take(coordinator, ports.clock().getAsLong());
      if (retryAfter > 0) {
        throw new RefusalException(RefusalReason.OVERLOADED, retryAfter, 0);
      }
    }
  }

  /** Every member is a keeper of the cluster under its key of today, this keeper among them. */
  private void checkMembers(SessionPreimage preimage) throws RefusalException {
    require(
        preimage.cluster().equals(ports.cluster().id()) && isOfToday(preimage),
        RefusalReason.INVALID_REQUEST);
  }

  /** Whether a session's members sign with the keys that it names, this keeper among them. */
  boolean isOfToday(SessionPreimage preimage) {
    return preimage.participants().contains(ports.identity().publicKey().participant())
        && preimage.participants().stream().allMatch(ports.keys()::isCurrent);
  }

  private void checkMembership(Protocol protocol, SessionPreimage preimage)
      throws RefusalException {
    if (protocol.needsAll() && !protocol.choosesMembers()) {
      Cluster cluster = ports.cluster();
      boolean all =
          preimage.participants().size() == cluster.total()
              && preimage.threshold() == cluster.threshold()
              && preimage.total() == cluster.total();
      require(all, RefusalReason.INVALID_REQUEST);
    }
  }

  private Authority.Decision checkCredential(
      Bytes sid, Opening opening, Optional<String> credential) throws RefusalException {
    String presented =
        credential.orElseThrow(() -> new RefusalException(RefusalReason.UNAUTHORISED));
    require(
        Opening.credentialDigest(sid, presented).equals(opening.credentialDigest()),
        RefusalReason.UNAUTHORISED);
    Authority.Decision decision =
        ports.authority().decide(presented, opening.preimage(), opening.request());
    if (decision.objection().isPresent()) {
      throw new RefusalException(decision.objection().get());
    }
    return decision;
  }

  /**
   * The certificate that the pre-image names: of the generation to work under, or of the active one
   * that the next is made from; a key's first generation has none before it.
   *
   * @param bound whether the caller's credential is good for this request alone
   */
  private Optional<CertificateContent> certificate(
      Protocol protocol, SessionPreimage preimage, boolean bound) throws RefusalException {
    int highest = ports.vault().highestGeneration(preimage.keyId());
    if (protocol.makesGeneration() && preimage.generation() <= highest) {
      throw new RefusalException(RefusalReason.GENERATION, 0, highest);
    }
    if (protocol.endsGeneration()) {
      return Optional.of(ending(preimage, highest, bound));
    }
    Optional<CertificateContent> active = active(protocol, preimage);
    if (protocol.makesGeneration() && preimage.certHash().length() == 0) {
      require(active.isEmpty(), RefusalReason.POLICY);
      return Optional.empty();
    }
    CertificateContent latest =
        active.orElseThrow(() -> new RefusalException(RefusalReason.UNKNOWN_KEY));
    boolean retired = protocol.takesRetired() && preimage.generation() < latest.generation();
    CertificateContent own =
        retired
            ? stored(() -> ports.vault().certified(preimage.keyId(), preimage.generation()))
                .orElseThrow(() -> new RefusalException(RefusalReason.GENERATION, 0, highest))
            : latest;
    boolean right =
        own.hash().equals(preimage.certHash())
            && (protocol.makesGeneration() || own.generation() == preimage.generation());
    if (!right) {
      throw new RefusalException(RefusalReason.GENERATION, 0, highest);
    }
    require(bound || !own.needsBound(latest), RefusalReason.POLICY);
    Optional<KeyPolicy.Use> use = protocol.use();
    if (use.isPresent()) {
      require(own.permits(use.get(), ports.clock().getAsLong(), latest), RefusalReason.POLICY);
    }
    return Optional.of(own);
  }

  /** A generation that is to end was active here once, and is not needed any more. */
  private CertificateContent ending(SessionPreimage preimage, int highest, boolean bound)
      throws RefusalException {
    require(highest > 0, RefusalReason.UNKNOWN_KEY);
    CertificateContent past =
        stored(() -> ports.vault().past(preimage.keyId(), preimage.generation()))
            .filter(c -> c.hash().equals(preimage.certHash()))
            .orElseThrow(() -> new RefusalException(RefusalReason.GENERATION, 0, highest));
    boolean needed = ports.vault().isNeeded(preimage.keyId(), preimage.generation());
    require(!needed, RefusalReason.POLICY);
    CertificateContent latest = stored(() -> ports.vault().active(preimage.keyId())).orElse(past);
    require(bound || !past.needsBound(latest), RefusalReason.POLICY);
    return past;
  }

  /** Whether the generation that a session was let in under has been condemned meanwhile. */
  boolean hasEnded(Protocol protocol, Session session) {
    SessionPreimage preimage = session.preimage();
    try {
      return protocol.takesRetired()
          && ports.vault().certified(preimage.keyId(), preimage.generation()).isEmpty();
    } catch (KeyDamaged e) {
      return true;
    }
  }

  /** What is active here; for a member to be, or one that has lost it, what it has learned of. */
  private Optional<CertificateContent> active(Protocol protocol, SessionPreimage preimage)
      throws RefusalException {
    Optional<CertificateContent> learned =
        protocol.choosesMembers()
            ? ports
                .vault()
                .learned(preimage.keyId())
                .filter(c -> c.hash().equals(preimage.certHash()))
            : Optional.empty();
    return learned.isPresent() ? learned : stored(() -> ports.vault().active(preimage.keyId()));
  }

  private static Optional<CertificateContent> stored(
      Supplier<Optional<CertificateContent>> certificate) throws RefusalException {
    try {
      return certificate.get();
    } catch (KeyDamaged e) {
      throw new RefusalException(RefusalReason.KEY_DAMAGED);
    }
  }

  /** The bundle that the pre-image names must be the one in use here; most sessions name none. */
  private Optional<AuxBundle> auxBundle(SessionPreimage preimage) throws RefusalException {
    if (preimage.auxBundleHash().length() == 0) {
      return Optional.empty();
    }
    Optional<AuxBundle> own = ports.vault().auxBundle();
    require(
        own.map(AuxBundle::hash).equals(Optional.of(preimage.auxBundleHash())),
        RefusalReason.GENERATION);
    return own;
  }

  private Optional<AuxSecrets> auxSecrets(Optional<AuxBundle> auxBundle) throws RefusalException {
    if (auxBundle.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<AuxSecrets> keys = ports.vault().auxSecrets(auxBundle.get());
      require(keys.isPresent(), RefusalReason.KEY_DAMAGED);
      return keys;
    } catch (KeyVault.Sealed e) {
      throw new RefusalException(RefusalReason.SEALED);
    }
  }

  private static Session session(
      Opening opening, Optional<CertificateContent> certificate, Optional<AuxBundle> auxBundle)
      throws RefusalException {
    try {
      return Session.of(opening.preimage(), opening.request(), certificate, auxBundle);
    } catch (DecodingException e) {
      throw new RefusalException(RefusalReason.INVALID_REQUEST);
    }
  }

  private Optional<KeyShare> share(Protocol protocol, Session session) throws RefusalException {
    Optional<CertificateContent> certificate = session.certificate();
    if (certificate.isEmpty() || !protocol.usesShare(session, ports.identity().keeper())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ports
              .vault()
              .share(certificate.get())
              .orElseThrow(() -> new RefusalException(RefusalReason.KEY_DAMAGED)));
    } catch (KeyVault.Sealed e) {
      throw new RefusalException(RefusalReason.SEALED);
    }
  }

  private static void require(boolean condition, RefusalReason reason) throws RefusalException {
    if (!condition) {
      throw new RefusalException(reason);
    }
  }
}
