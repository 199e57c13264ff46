package org.tagma.threshold.generation;

import java.util.List;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;

/** Keeps its share as PENDING, then certifies the key and proves that it holds the share. */
public final class CertifyRound implements Round {
  private final NewGeneration generation;
  private final Local local;
  private final SecretScalar secret; // x_i

  /**
   * With the share to certify.
   *
   * @param secret x_i, which the round takes over
   */
  public CertifyRound(NewGeneration generation, Local local, SecretScalar secret) {
    this.generation = generation;
    this.local = local;
    this.secret = secret;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    CertificateContent content = generation.content(inbox);
    Session session = inbox.session();
    Bytes rid = generation.rid(inbox);
    KeyShare share = KeyShare.check(content, local.keeper(), secret).orElseThrow(KeyDamaged::new);
    ProofContext context =
        Certificate.context(
            session.preimage().protocol(),
            session.preimage().suite(),
            content,
            local.keeper(),
            NewGeneration.CERTIFY,
            inbox.view(NewGeneration.CERTIFY - 1),
            rid);
    SchnorrProof proof =
        SchnorrProof.prove(
            context,
            share.secret(),
            content.publicShare(local.keeper()),
            SecretScalar.random(content.curve(), local.random()));
    return new Step.Next(
        ActivateRound.ofHolder(generation),
        new Outbox(
            new CertifyMessage(new Certificate.Attestation(content, rid, proof)),
            List.of(new Effect.KeepPending(share))));
  }

  @Override
  public void destroy() {
    secret.destroy();
  }
}
