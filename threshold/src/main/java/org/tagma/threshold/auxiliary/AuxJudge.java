package org.tagma.threshold.auxiliary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.fac.FacProof;
import org.tagma.threshold.proof.fac.FacStatement;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.proof.mod.ModStatement;
import org.tagma.threshold.proof.prm.PrmStatement;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/**
 * Judges a run from its public messages alone. Proofs for one verifier are checked by everybody:
 * the set-up is rare, and so one who proves badly to one keeper is named by all.
 */
final class AuxJudge {
  private final AuxEpoch epoch;
  private final Inbox inbox;

  AuxJudge(AuxEpoch epoch, Inbox inbox) {
    this.epoch = epoch;
    this.inbox = inbox;
  }

  /** A2: commitments, then parameters, then Pi_prm; the first that fails names the keeper. */
  List<Offence> openings() {
    SortedMap<Integer, AuxCommit> commits = inbox.messages(AuxSetup.COMMIT, AuxCommit.class);
    List<Offence> offences = new ArrayList<>();
    inbox
        .messages(AuxSetup.OPEN, AuxOpen.class)
        .forEach(
            (keeper, open) ->
                opening(keeper, commits.get(keeper), open)
                    .ifPresent(r -> offences.add(Offence.of(keeper, r, AuxSetup.OPEN))));
    return offences;
  }

  private Optional<AuxRule> opening(int keeper, AuxCommit commit, AuxOpen open) {
    if (!open.commitment(epoch.session().sid(), keeper).equals(commit.commitment())) {
      return Optional.of(AuxRule.COMMITMENT);
    }
    if (!open.parameters().isWellFormed(epoch.set())) {
      return Optional.of(AuxRule.PARAMETERS);
    }
    PrmStatement statement = new PrmStatement(epoch.set(), open.parameters().ringPedersen());
    return open.prm().verify(epoch.prm(keeper), statement)
        ? Optional.empty()
        : Optional.of(AuxRule.PRM);
  }

  /** A3: Pi_mod, then Pi_fac to each other keeper. */
  List<Offence> proofs() {
    AuxBundle bundle = epoch.bundle(inbox);
    List<Offence> offences = new ArrayList<>();
    inbox
        .messages(AuxSetup.PROVE, AuxProof.class)
        .forEach(
            (keeper, proof) -> {
              if (!isMod(keeper, bundle, proof)) {
                offences.add(Offence.of(keeper, AuxRule.MOD, AuxSetup.PROVE));
              } else if (!isFac(keeper, bundle, proof)) {
                offences.add(Offence.of(keeper, AuxRule.FAC, AuxSetup.PROVE));
              }
            });
    return offences;
  }

  private boolean isMod(int keeper, AuxBundle bundle, AuxProof proof) {
    AuxParameters own = bundle.of(keeper);
    return mod(keeper, proof.mod(), own.key().modulus())
        && mod(keeper, proof.ringMod(), own.ringPedersen().modulus());
  }

  private boolean mod(int keeper, ModProof proof, BigInteger modulus) {
    return proof.verify(epoch.mod(keeper, inbox), new ModStatement(epoch.set(), modulus));
  }

  private boolean isFac(int keeper, AuxBundle bundle, AuxProof proof) {
    TreeSet<Integer> others = new TreeSet<>(bundle.parameters().keySet());
    others.remove(keeper);
    AuxParameters own = bundle.of(keeper);
    return proof.fac().keySet().equals(others)
        && others.stream()
            .allMatch(
                verifier -> {
                  AuxProof.Factors factors = proof.fac().get(verifier);
                  RingPedersen judge = bundle.of(verifier).ringPedersen();
                  return fac(keeper, verifier, factors.modulus(), own.key().modulus(), judge)
                      && fac(
                          keeper,
                          verifier,
                          factors.ringModulus(),
                          own.ringPedersen().modulus(),
                          judge);
                });
  }

  private boolean fac(
      int keeper, int verifier, FacProof proof, BigInteger modulus, RingPedersen judge) {
    return proof.verify(epoch.fac(keeper, verifier, inbox), new FacStatement(modulus, judge));
  }

  /** A4, and the receipts: everybody certifies the one bundle. */
  List<Offence> attestations(int round) {
    Bytes hash = epoch.bundle(inbox).hash();
    List<Offence> offences = new ArrayList<>();
    inbox
        .messages(round, AuxAttestation.class)
        .forEach(
            (keeper, attestation) -> {
              if (!attestation.bundleHash().equals(hash)) {
                offences.add(Offence.of(keeper, AuxRule.BUNDLE, round));
              }
            });
    return offences;
  }
}
