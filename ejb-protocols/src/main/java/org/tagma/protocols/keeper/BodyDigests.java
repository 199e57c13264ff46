package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.threshold.cipher.Hkdf;

/**
 * Keyed digests of request bodies for the audit: who has the keeper's data key can recognise a
 * body, nobody else learns anything about it. The HMAC key is derived from the data key, so it is
 * sealed with it.
 */
@ApplicationScoped
public class BodyDigests {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "audit-body";
  private static final byte[] INFO = "tagma/audit-body/v1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_VERSION = 1;

  private final Seal seal;

  /** For the container's proxy only. */
  protected BodyDigests() {
    this(null);
  }

  @Inject
  public BodyDigests(Seal seal) {
    this.seal = seal;
  }

  /** The digest of {@code body}; empty while the keeper is sealed. */
  public Optional<AuditEntry.Digest> of(byte[] body) {
    byte[] dataKey = new byte[0];
    byte[] key = new byte[0];
    try {
      dataKey = seal.dataKey().getEncoded();
      key = Hkdf.sha256(new byte[0], dataKey, INFO, SymmetricKey.LENGTH);
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      String value = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return Optional.of(
          new AuditEntry.Digest(PURPOSE, KEY_VERSION, new AuditEntry.BodyHash(ALGORITHM, value)));
    } catch (SealFailure | IllegalStateException sealed) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }
}
