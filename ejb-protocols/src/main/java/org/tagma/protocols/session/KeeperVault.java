package org.tagma.protocols.session;

import java.util.Optional;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.run.KeyVault;

/** All that this keeper's sessions work with: its keys, and the moduli. */
record KeeperVault(StoredKeys keys, StoredModuli moduli) implements KeyVault {
  @Override
  public boolean isSealed() {
    return keys.isSealed();
  }

  @Override
  public Optional<CertificateContent> active(String keyId) {
    return keys.active(keyId);
  }

  @Override
  public Optional<CertificateContent> certified(String keyId, int generation) {
    return keys.certified(keyId, generation);
  }

  @Override
  public Optional<CertificateContent> past(String keyId, int generation) {
    return keys.past(keyId, generation);
  }

  @Override
  public boolean isNeeded(String keyId, int generation) {
    return keys.isNeeded(keyId, generation);
  }

  @Override
  public Optional<CertificateContent> learned(String keyId) {
    return keys.learned(keyId);
  }

  /** The epochs of the moduli are numbered as the generations of a key are. */
  @Override
  public int highestGeneration(String keyId) {
    return keyId.equals(AuxSetup.KEY_ID) ? moduli.highestEpoch() : keys.highestGeneration(keyId);
  }

  @Override
  public Optional<KeyShare> share(CertificateContent certificate) throws Sealed {
    return keys.share(certificate);
  }

  @Override
  public Optional<AuxBundle> auxBundle() {
    return moduli.active().map(AuxCertificate::bundle);
  }

  @Override
  public Optional<AuxSecrets> auxSecrets(AuxBundle bundle) throws Sealed {
    return moduli.secrets(bundle);
  }
}
