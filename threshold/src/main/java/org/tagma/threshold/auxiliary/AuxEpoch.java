package org.tagma.threshold.auxiliary;

import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * One run of the set-up, as everybody in it knows it.
 *
 * @param set how large the moduli have to be
 */
record AuxEpoch(Session session, ParameterSet set) {
  /**
   * What {@code session} is about.
   *
   * @throws IllegalArgumentException when it is about something else
   */
  static AuxEpoch of(Session session) {
    try {
      return new AuxEpoch(session, AuxSetup.set(session));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for moduli", e);
    }
  }

  /** The epoch's number. */
  int number() {
    return session.preimage().generation();
  }

  /**
   * The context of Pi_prm. It is committed to in the first round, before anybody has said anything,
   * so that round and its view bind it although the second round carries it.
   */
  ProofContext prm(int prover) {
    return context(prover, 0, AuxSetup.COMMIT, "prm", Inbox.empty(session).view(0));
  }

  /** The context of Pi_mod(N), and of Pi_mod(Nhat). */
  ProofContext mod(int prover, Inbox inbox) {
    return proofs(prover, 0, "mod", inbox);
  }

  /** The context of Pi_fac(N), and of Pi_fac(Nhat). */
  ProofContext fac(int prover, int verifier, Inbox inbox) {
    return proofs(prover, verifier, "fac", inbox);
  }

  private ProofContext proofs(int prover, int verifier, String step, Inbox inbox) {
    return context(
        prover,
        verifier,
        AuxSetup.PROVE,
        step,
        inbox.view(AuxSetup.OPEN),
        Tlv.of().bytes(randomness(inbox)));
  }

  private ProofContext context(
      int prover, int verifier, int round, String step, Bytes view, Tlv... extra) {
    SessionPreimage preimage = session.preimage();
    Binding binding =
        new Binding(
            AuxSetup.NAME,
            preimage.keyId(),
            preimage.generation(),
            Participant.rows(preimage.participants()),
            Bytes.empty());
    return new ProofContext(
        preimage.suite(), session.sid(), prover, verifier, binding.at(round, step, view, extra));
  }

  /** rho: the exclusive or of all parts, from openings that have been checked. */
  Bytes randomness(Inbox inbox) {
    byte[] rho = new byte[32];
    for (AuxOpen open : inbox.messages(AuxSetup.OPEN, AuxOpen.class).values()) {
      byte[] part = open.randomness().toArray();
      for (int i = 0; i < rho.length; i++) {
        rho[i] ^= part[i];
      }
    }
    return Bytes.of(rho);
  }

  /** Everybody's parameters, from openings that have been checked. */
  AuxBundle bundle(Inbox inbox) {
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    inbox
        .messages(AuxSetup.OPEN, AuxOpen.class)
        .forEach((keeper, open) -> parameters.put(keeper, open.parameters()));
    return new AuxBundle(set, parameters);
  }

  /** The bundle with everybody's envelope of A4. */
  AuxCertificate certificate(Inbox inbox) {
    return new AuxCertificate(
        bundle(inbox),
        inbox.round(AuxSetup.CERTIFY).values().stream()
            .map(received -> received.envelope().signed().compact())
            .toList());
  }
}
