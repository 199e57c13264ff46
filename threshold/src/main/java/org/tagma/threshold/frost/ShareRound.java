package org.tagma.threshold.frost;

import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;

/**
 * Round 2: a signature share for each message (RFC 9591 section 5.2). The nonces are gone before a
 * share leaves.
 */
final class ShareRound implements Round {
  private final Signing signing;
  private final Local local;
  private final List<Nonces> nonces;

  ShareRound(Signing signing, Local local, List<Nonces> nonces) {
    this.signing = signing;
    this.local = local;
    this.nonces = nonces;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    List<SigningPackage> packages = signing.packages(inbox);
    List<Bytes> shares = new ArrayList<>();
    for (int k = 0; k < packages.size(); k++) {
      shares.add(Bytes.of(share(packages.get(k), nonces.get(k)).encode()));
    }
    return new Step.Next(
        new AggregateRound(signing),
        new Outbox(new FrostShares(shares), List.of(new Effect.Consume())));
  }

  private Scalar share(SigningPackage signingPackage, Nonces pair) {
    KeyShare key = local.share().orElseThrow();
    int signer = local.keeper();
    Scalar share;
    try (SecretScalar secret = signing.key().share(key.secret())) {
      share = pair.share(secret, signer, signingPackage);
    }
    if (!signingPackage.accepts(signer, share, signing.publicShare(signer))) {
      throw new KeyDamaged();
    }
    return share;
  }

  @Override
  public void destroy() {
    nonces.forEach(Nonces::destroy);
  }
}
