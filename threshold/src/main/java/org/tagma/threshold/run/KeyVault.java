package org.tagma.threshold.run;

import java.util.Optional;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;

/** A keeper's keys, as its sessions see them. */
public interface KeyVault {
  /** The keeper was sealed while a session needed a share: whoever asked gets a refusal. */
  final class SealedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealedException() {
      super("the keeper is sealed");
    }
  }

  /** Whether shares can't be read now. */
  boolean isSealed();

  /** The active generation's certificate. */
  Optional<CertificateContent> active(String keyId);

  /** The highest generation this keeper has ever used for the key, active or not; 0 when none. */
  int highestGeneration(String keyId);

  /**
   * This keeper's share, for one session; the session destroys it. Empty when it does not fit the
   * certificate: the key is damaged here.
   */
  Optional<KeyShare> share(CertificateContent certificate);
}
