package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.crypto.AEADBadTagException;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.transcript.Tlv;

/** Encrypts this keeper's shares under its data key, each bound to its key and generation. */
@ApplicationScoped
public class ShareEncryption {
  private static final String LABEL = "tagma/share/v1";

  /** The stored share is not what was stored for this key and generation: KEY_DAMAGED. */
  public static class ShareDamaged extends Exception {
    private static final long serialVersionUID = 1L;

    ShareDamaged(String keyId, int generation) {
      super("the stored share of " + keyId + ", generation " + generation + ", does not open");
    }
  }

  private final Seal seal;

  /** For the container's proxy only. */
  protected ShareEncryption() {
    seal = null;
  }

  @Inject
  public ShareEncryption(Seal seal) {
    this.seal = seal;
  }

  /**
   * Encrypts a share.
   *
   * @param share stays the caller's to erase
   * @throws SealFailure SEALED or NOT_INITIALIZED
   */
  public byte[] encrypt(byte[] share, String keyId, int generation) throws SealFailure {
    SymmetricKey key = seal.dataKey();
    try {
      return AuthenticatedEncryption.encrypt(key, share, aad(keyId, generation));
    } catch (IllegalStateException e) {
      throw sealedMeanwhile(key, e);
    }
  }

  /**
   * Decrypts a share.
   *
   * @return the share, the caller's to erase
   * @throws SealFailure SEALED or NOT_INITIALIZED
   * @throws ShareDamaged if it was not encrypted here for this key and generation
   */
  public byte[] decrypt(byte[] ciphertext, String keyId, int generation)
      throws SealFailure, ShareDamaged {
    SymmetricKey key = seal.dataKey();
    try {
      return AuthenticatedEncryption.decrypt(key, ciphertext, aad(keyId, generation));
    } catch (AEADBadTagException damaged) {
      throw new ShareDamaged(keyId, generation);
    } catch (IllegalStateException e) {
      throw sealedMeanwhile(key, e);
    }
  }

  private static SealFailure sealedMeanwhile(SymmetricKey key, IllegalStateException failure) {
    if (key.isDestroyed()) {
      return new SealFailure(Reason.SEALED);
    }
    throw failure;
  }

  private static byte[] aad(String keyId, int generation) {
    return Tlv.of().text(LABEL).text(keyId).u32(generation).encode();
  }
}
