package org.tagma.threshold.run;

import java.util.Optional;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxSecrets;

/** A keeper's keys, as its sessions see them. */
public interface KeyVault {
  /** Whether shares can't be read now. */
  boolean isSealed();

  /**
   * The active generation's certificate.
   *
   * @throws KeyDamaged when there is one, but what is stored does not prove itself
   */
  Optional<CertificateContent> active(String keyId);

  /**
   * The certificate of a generation that is active, or was and has still its share.
   *
   * @throws KeyDamaged as {@link #active} does
   */
  Optional<CertificateContent> certified(String keyId, int generation);

  /**
   * The certificate of a generation that is active or was, whatever has become of its share.
   *
   * @throws KeyDamaged as {@link #active} does
   */
  default Optional<CertificateContent> past(String keyId, int generation) {
    return certified(keyId, generation);
  }

  /** Whether the generation may not be destroyed: it is active, or was the one before. */
  default boolean isNeeded(String keyId, int generation) {
    return true;
  }

  /**
   * A certificate that somebody brought of a key of which this keeper holds nothing as new: what it
   * needs to become a holder, or to be one again.
   */
  default Optional<CertificateContent> learned(String keyId) {
    return Optional.empty();
  }

  /** The highest generation this keeper has ever used for the key, active or not; 0 when none. */
  int highestGeneration(String keyId);

  /**
   * This keeper's share, for one session; the session destroys it. Empty when it does not fit the
   * certificate: the key is damaged here.
   *
   * @throws Sealed when this keeper is sealed, which may have happened a moment ago
   */
  Optional<KeyShare> share(CertificateContent certificate) throws Sealed;

  /** The keepers' certified moduli that are in use now; empty before there are any. */
  default Optional<AuxBundle> auxBundle() {
    return Optional.empty();
  }

  /**
   * The factors of this keeper's own moduli in {@code bundle}, for one session; the session
   * destroys them. Empty when it has others.
   *
   * @throws Sealed when this keeper is sealed, which may have happened a moment ago
   */
  default Optional<AuxSecrets> auxSecrets(AuxBundle bundle) throws Sealed {
    return Optional.empty();
  }

  /** Shares cannot be read now: it says nothing about them. */
  final class Sealed extends Exception {
    private static final long serialVersionUID = 1L;

    public Sealed() {
      super("this keeper is sealed", null, false, false);
    }
  }
}
