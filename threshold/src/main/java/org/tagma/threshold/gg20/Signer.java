package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.verdict.Offence;

/** One signer's part in a session, from round to round. */
record Signer(Signing signing, Local local) {
  int keeper() {
    return local.keeper();
  }

  Curve curve() {
    return signing.curve();
  }

  SecureRandom random() {
    return local.random();
  }

  /** All other signers, ascending. */
  List<Integer> others() {
    return signing.others(keeper());
  }

  /** The signer's own key. */
  PaillierKey paillier() {
    return local.auxSecrets().orElseThrow().key();
  }

  Moduli moduli() {
    return new Moduli(signing.aux(), keeper(), local.auxSecrets());
  }

  Proofs proofs(Inbox inbox) {
    return new Proofs(signing, inbox, moduli());
  }

  /** w_i: a new secret. */
  SecretScalar weightedShare() {
    return signing.weightedShare(local.share().orElseThrow());
  }

  /** The secret with that value modulo the order. */
  SecretScalar secret(BigInteger value) {
    return SecretScalar.of(curve().scalar(value.mod(curve().order())));
  }

  /** One thing for each other signer, which may be worked out at the same time. */
  <T> SortedMap<Integer, T> toOthers(Tasks tasks, IntFunction<T> work) {
    List<Supplier<T>> suppliers = new ArrayList<>();
    others().forEach(other -> suppliers.add(() -> work.apply(other)));
    List<T> results = tasks.all(suppliers);
    SortedMap<Integer, T> byOther = new TreeMap<>();
    for (int i = 0; i < results.size(); i++) {
      byOther.put(others().get(i), results.get(i));
    }
    return byOther;
  }

  /** What this signer finds wrong with the proofs of {@code round} that are addressed to it. */
  Optional<Step> objection(Inbox inbox, int round, Tasks tasks) {
    List<Offence> offences =
        new Gg20Judge(signing, inbox, moduli()).addressed(round, keeper(), tasks);
    return offences.isEmpty() ? Optional.empty() : Optional.of(new Step.Blamed(offences));
  }

  @Override
  public String toString() {
    return "Signer[" + keeper() + "]";
  }
}
