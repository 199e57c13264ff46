package org.tagma.threshold.round;

import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxSecrets;

/**
 * What has to be durable before an outbox leaves the keeper: the engine does no I/O, so it says
 * what it needs, and whoever drives it commits that first.
 */
public sealed interface Effect {
  /** The session's row turns CONSUMED: a last share or a blame opening is about to leave. */
  record Consume() implements Effect {}

  /**
   * The new generation's share is kept as PENDING, and its certificate content is the only one this
   * keeper signs.
   */
  record KeepPending(KeyShare share) implements Effect {}

  /** The generation is ACTIVE. */
  record Activate(Certificate certificate) implements Effect {}

  /** The generation is ACTIVE elsewhere: this keeper knows it, and holds no share of it. */
  record Adopt(Certificate certificate) implements Effect {}

  /** This keeper's share of a generation that is ACTIVE is in its place again. */
  record Restore(KeyShare share) implements Effect {}

  /**
   * This keeper never uses the generation again. Whoever is about to destroy a generation signs
   * that first.
   */
  record Condemn(CertificateContent certificate) implements Effect {}

  /** Enough keepers never use the generation again: this one erases its share of it. */
  record Destroy(Destruction destruction) implements Effect {}

  /**
   * This keeper's own moduli of a new auxiliary epoch are kept as PENDING, and the bundle is the
   * only one of that epoch that it signs.
   */
  record KeepModuli(int epoch, AuxSecrets secrets, AuxBundle bundle) implements Effect {}

  /** The auxiliary epoch is ACTIVE. */
  record AdoptModuli(AuxCertificate certificate) implements Effect {}
}
