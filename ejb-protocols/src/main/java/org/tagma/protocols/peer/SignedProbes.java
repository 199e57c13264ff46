package org.tagma.protocols.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Probe;
import org.tagma.threshold.message.ProbeAnswer;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.transcript.Bytes;

/** PROBE messages: signed both ways, so that only the keeper itself can say that it lives. */
@ApplicationScoped
public class SignedProbes implements ProbeExchange {
  /** A keeper that takes operations. */
  public static final String READY = "READY";

  private final SignedBodies bodies;
  private final PeerCertificates certificates;
  private final Instance<ProbeState> state;
  private final SecureRandom random = new SecureRandom();

  /** For the container's proxy only. */
  protected SignedProbes() {
    this(null, null, null, null, null);
  }

  @Inject
  public SignedProbes(
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing keys,
      PeerCertificates certificates,
      Instance<ProbeState> state) {
    this.bodies = new SignedBodies("probe", cluster, identity, keys);
    this.certificates = certificates;
    this.state = state;
  }

  /** What this keeper says of itself when it is probed, and what it does with what others say. */
  public interface ProbeState {
    /** READY, SEALED, STARTING or OUTDATED. */
    String state();

    /** This keeper's generations, the most recent first. */
    List<ProbeAnswer.ActiveKey> keys();

    /** Of which size this keeper has moduli for the next set-up. */
    Optional<String> moduli();

    /** How far this keeper's audit has come, signed for another keeper. */
    Optional<String> head(int keeper);

    /** How far another keeper has said that its audit has come. */
    Optional<String> seen(int keeper);

    /**
     * Another keeper says how far its audit has come.
     *
     * @throws DecodingException when it did not sign that
     */
    void heard(int keeper, String head) throws DecodingException;

    /**
     * Another keeper shows how far this one has said to be.
     *
     * @throws DecodingException when this keeper did not sign that
     */
    void shown(int keeper, String ownHead) throws DecodingException;

    /** Another keeper waits for certificates, which this one may have. */
    void waiting(int keeper, List<ProbeAnswer.ActiveKey> pending);
  }

  @Override
  public byte[] question(int keeper) {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    Probe probe = new Probe(Bytes.of(nonce), state.get().seen(keeper));
    return bodies.to(keeper, probe).toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<KeeperState> judge(int keeper, byte[] question, byte[] answer) {
    try {
      Bytes nonce = bodies.said(question, Probe.KIND).nonce();
      Signed<ProbeAnswer> signed = bodies.read(answer, ProbeAnswer.KIND);
      if (signed.from() != keeper || !signed.content().nonce().equals(nonce)) {
        return Optional.empty();
      }
      if (signed.content().head().isPresent()) {
        state.get().heard(keeper, signed.content().head().get());
      }
      List<ProbeAnswer.ActiveKey> held = signed.content().keys();
      certificates.heard(keeper, held, signed.content().moduli());
      List<ProbeAnswer.ActiveKey> pending =
          held.stream().filter(k -> k.certHash().length() == 0).toList();
      if (!pending.isEmpty()) {
        state.get().waiting(keeper, pending);
      }
      return Optional.of(
          signed.content().state().equals(READY) ? KeeperState.READY : KeeperState.NOT_READY);
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** Answers a probe of another keeper. */
  public ObjectNode answer(byte[] question) throws DecodingException {
    Signed<Probe> probe = bodies.read(question, Probe.KIND);
    ProbeState own = state.get();
    if (probe.content().seen().isPresent()) {
      own.shown(probe.from(), probe.content().seen().get());
    }
    ProbeAnswer answer =
        new ProbeAnswer(
            probe.content().nonce(), own.state(), own.keys(), own.head(probe.from()), own.moduli());
    return bodies.to(probe.from(), answer);
  }
}
