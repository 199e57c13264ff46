package org.tagma.threshold.auxiliary;

import java.security.SecureRandom;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.proof.prm.PrmStatement;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/** A1: takes new moduli and commits to them. */
final class CommitRound implements Round {
  private final AuxEpoch epoch;
  private final Local local;
  private final ModuliSource source;

  CommitRound(AuxEpoch epoch, Local local, ModuliSource source) {
    this.epoch = epoch;
    this.local = local;
    this.source = source;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    AuxSecrets secrets = source.take(local.keeper(), epoch.set(), local.random());
    AuxParameters parameters = secrets.parameters();
    PrmProof prm =
        PrmProof.prove(
            epoch.prm(local.keeper()),
            new PrmStatement(epoch.set(), parameters.ringPedersen()),
            secrets.ringPedersen(),
            local.random());
    AuxOpen open = new AuxOpen(parameters, prm, random(local.random()), random(local.random()));
    return new Step.Next(
        new OpenRound(epoch, local, secrets, open),
        Outbox.of(new AuxCommit(open.commitment(epoch.session().sid(), local.keeper()))));
  }

  private static Bytes random(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
