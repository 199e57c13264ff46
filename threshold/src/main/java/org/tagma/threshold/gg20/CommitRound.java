package org.tagma.threshold.gg20;

import java.math.BigInteger;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.enc.EncWitness;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/** R1: draws a nonce and a blinding factor, and sends both encrypted. */
final class CommitRound implements Round {
  private final Signer signer;

  CommitRound(Signer signer) {
    this.signer = signer;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Nonces nonces = Nonces.random(signer);
    Proofs proofs = signer.proofs(inbox);
    BigInteger k = nonces.nonce().toInteger();
    BigInteger nonce = signer.paillier().encrypt(k, nonces.nonceRandomness());
    BigInteger blinding =
        signer.paillier().encrypt(nonces.blinding().toInteger(), nonces.blindingRandomness());
    EncWitness witness = new EncWitness(k, nonces.nonceRandomness());
    Gg20Commit message =
        new Gg20Commit(
            nonce,
            blinding,
            commitment(nonces),
            signer.toOthers(tasks, other -> prove(proofs, other, nonce, witness)));
    return new Step.Next(new MultiplyRound(signer, nonces), Outbox.of(message));
  }

  private Bytes commitment(Nonces nonces) {
    return Gg20Reveal.commitment(
        signer.signing().session().sid(),
        signer.keeper(),
        nonces.blinding().timesGenerator(),
        nonces.opening());
  }

  private EncProof prove(Proofs proofs, int other, BigInteger nonce, EncWitness witness) {
    EncStatement statement = proofs.encrypted(signer.keeper(), other, nonce);
    return EncProof.prove(
        proofs.context(Gg20.COMMIT, Proofs.ENC, signer.keeper(), other),
        statement,
        witness,
        signer.random());
  }
}
