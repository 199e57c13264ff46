package org.tagma.protocols.audit;

import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.Jws;

/** Signs this keeper's audit records with its identity key. */
public interface RecordSigner {
  /** Sets the signatures of records apart from every message between keepers. */
  String TYPE = "tagma-audit+jws";

  /** The keeper's number. */
  int keeper();

  /** Which of this keeper's identity keys signs, from 1: {@code integrityKeyVersion}. */
  int keyVersion();

  /**
   * A compact JWS over the bytes with the payload left out, which stands beside it (RFC 7515
   * appendix F).
   */
  String sign(byte[] canonical);

  /** The signer as it is now: one key for what a record says and what is under it. */
  default RecordSigner now() {
    return this;
  }

  /** Signs with the identity's key of the moment. */
  static RecordSigner of(KeeperIdentity identity, KeyRing keys) {
    return new RecordSigner() {
      @Override
      public int keeper() {
        return identity.keeper();
      }

      @Override
      public int keyVersion() {
        return now().keyVersion();
      }

      @Override
      public String sign(byte[] canonical) {
        return now().sign(canonical);
      }

      @Override
      public RecordSigner now() {
        KeeperIdentity signer = identity.now();
        return of(signer, keys.version(signer.publicKey().participant()));
      }
    };
  }

  /** Signs with the given identity. */
  static RecordSigner of(KeeperIdentity identity, int keyVersion) {
    return new RecordSigner() {
      @Override
      public int keeper() {
        return identity.keeper();
      }

      @Override
      public int keyVersion() {
        return keyVersion;
      }

      @Override
      public String sign(byte[] canonical) {
        String whole = Jws.sign(identity, TYPE, canonical);
        String payload = Bytes.of(canonical).base64Url();
        return whole.replace("." + payload + ".", "..");
      }
    };
  }
}
