package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.ecies.EncryptionKey;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;

/** Encrypts under the certified public key: the certificate proves itself, so no peer is asked. */
@Stateless
@Local(Encryption.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EncryptionBean implements Encryption {
  static final String EVENT = "ecies/encrypt";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject AuditedOperation audited;
  @Inject StoredKeys keys;
  @Inject KeyPolicies policies;
  @Inject PeerCertificates peers;

  @Override
  public Encrypted encrypt(RequestContext context, EncryptPlaintext request)
      throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private Encrypted admitted(RequestContext context, EncryptPlaintext request)
      throws OperationFailed {
    CertificateContent certificate =
        keys.active(request.keyId())
            .orElseThrow(() -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key"));
    if (!certificate.usage().decrypts()) {
      throw new OperationFailed(
          ErrorType.KEY_APPLY_OPS_FORBIDDEN, "keyId: the key is certified for signatures only");
    }
    policies.require(KeyPolicy.Use.APPLY, certificate);
    Admission.Permit permit = audited.enter();
    try {
      return encrypt(context, request, certificate);
    } finally {
      permit.close();
    }
  }

  private Encrypted encrypt(
      RequestContext context, EncryptPlaintext request, CertificateContent certificate)
      throws OperationFailed {
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Ecies.NAME, request.keyId(), certificate.curve().apiName(), certificate.generation());
    audited.intend(EVENT, context, key).await();
    byte[] ciphertext =
        EncryptionKey.of(certificate)
            .encrypt(request.algorithm(), request.plaintext(), request.associated(), RANDOM)
            .encode();
    FaultReport faults =
        FaultReports.inconsistent(
            peers.contradicting(certificate.keyId(), certificate.generation(), certificate.hash()));
    Encrypted encrypted =
        new Encrypted(
            ciphertext,
            certificate.generation(),
            certificate.usage().isCcaSafe(),
            faults,
            context.operationId());
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(encrypted, key, faults, 0));
  }
}
