package org.tagma.threshold.auxiliary;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.fac.FacProof;
import org.tagma.threshold.proof.fac.FacStatement;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.proof.mod.ModStatement;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** A3: proves both moduli good, to everybody and to each other keeper. */
final class ProveRound implements Round {
  private final AuxEpoch epoch;
  private final Local local;
  private final AuxSecrets secrets;

  ProveRound(AuxEpoch epoch, Local local, AuxSecrets secrets) {
    this.epoch = epoch;
    this.local = local;
    this.secrets = secrets;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    PrimeFactors n = secrets.key().factors();
    PrimeFactors nhat = secrets.ringPedersen().factors();
    List<ModProof> mods = tasks.all(List.of(() -> mod(n, inbox), () -> mod(nhat, inbox)));
    List<Integer> verifiers = new ArrayList<>();
    List<Supplier<AuxProof.Factors>> work = new ArrayList<>();
    epoch
        .bundle(inbox)
        .parameters()
        .forEach(
            (verifier, theirs) -> {
              if (verifier != local.keeper()) {
                verifiers.add(verifier);
                work.add(
                    () ->
                        new AuxProof.Factors(
                            fac(n, verifier, theirs.ringPedersen(), inbox),
                            fac(nhat, verifier, theirs.ringPedersen(), inbox)));
              }
            });
    List<AuxProof.Factors> factors = tasks.all(work);
    SortedMap<Integer, AuxProof.Factors> fac = new TreeMap<>();
    for (int k = 0; k < factors.size(); k++) {
      fac.put(verifiers.get(k), factors.get(k));
    }
    return new Step.Next(
        new CertifyRound(epoch, secrets), Outbox.of(new AuxProof(mods.get(0), mods.get(1), fac)));
  }

  private ModProof mod(PrimeFactors factors, Inbox inbox) {
    return ModProof.prove(
        epoch.mod(local.keeper(), inbox),
        new ModStatement(epoch.set(), factors.product()),
        factors,
        local.random());
  }

  private FacProof fac(PrimeFactors factors, int verifier, RingPedersen theirs, Inbox inbox) {
    BigInteger modulus = factors.product();
    return FacProof.prove(
        epoch.fac(local.keeper(), verifier, inbox),
        new FacStatement(modulus, theirs),
        factors,
        local.random());
  }

  @Override
  public void destroy() {
    secrets.close();
  }
}
