package org.tagma.threshold.frost;

import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;

/** Round 1: fresh nonces for each message, and commitments to them (RFC 9591 section 5.1). */
final class CommitRound implements Round {
  private final Signing signing;
  private final Local local;

  CommitRound(Signing signing, Local local) {
    this.signing = signing;
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    SecretScalar share = local.share().orElseThrow().secret();
    List<Nonces> nonces = new ArrayList<>();
    List<Bytes> hiding = new ArrayList<>();
    List<Bytes> binding = new ArrayList<>();
    for (int k = 0; k < signing.messages().size(); k++) {
      Nonces pair = Nonces.generate(signing.suite(), share, local.random());
      nonces.add(pair);
      hiding.add(Bytes.of(pair.hidingCommitment().encode()));
      binding.add(Bytes.of(pair.bindingCommitment().encode()));
    }
    return new Step.Next(
        new ShareRound(signing, local, nonces), Outbox.of(new FrostCommitments(hiding, binding)));
  }
}
