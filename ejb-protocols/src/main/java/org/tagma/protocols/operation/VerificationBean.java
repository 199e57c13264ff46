package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;

/** Answers from the certificate that all keepers signed; it proves itself, so no peer is asked. */
@Stateless
@Local(Verification.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class VerificationBean implements Verification {
  private static final String EVENT = "verify";

  @Inject AuditedOperation audited;
  @Inject StoredKeys keys;
  @Inject KeyPolicies policies;
  @Inject PeerCertificates peers;

  @Override
  public Verified verify(RequestContext context, VerifyRequest request) throws OperationFailed {
    return audited.run(EVENT, context, () -> verified(context, request));
  }

  private Verified verified(RequestContext context, VerifyRequest request) throws OperationFailed {
    CertificateContent certificate = find(request.keyId(), request.generation()).content();
    if (certificate.usage() != KeyUsage.SIGN) {
      throw new OperationFailed(
          ErrorType.KEY_PROCESS_OPS_FORBIDDEN, "keyId: the key is certified for decryption only");
    }
    policies.require(KeyPolicy.Use.PROCESS, certificate);
    if (request.type() == SignatureType.ECDSA) {
      throw new OperationFailed(
          ErrorType.UNSUPPORTED, "sigType: this version verifies Schnorr signatures");
    }
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            "FROST", request.keyId(), certificate.curve().apiName(), certificate.generation());
    boolean valid = SchnorrVerification.verify(certificate, request);
    FaultReport faults = contradictions(certificate);
    Verified verified = new Verified(valid, faults);
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(verified, key, faults, 0));
  }

  @Override
  public PublicKey publicKey(
      RequestContext context, String keyId, OptionalInt generation, Optional<String> tweak)
      throws OperationFailed {
    Certificate certificate = find(keyId, generation);
    SigningOptions derived = new SigningOptions(Optional.empty(), tweak, false);
    return new PublicKey(
        derived.key(keyId, certificate.content().publicKey()).publicKey().encode(),
        certificate.toJson(),
        contradictions(certificate.content()));
  }

  private Certificate find(String keyId, OptionalInt generation) throws OperationFailed {
    try {
      Optional<Certificate> certificate =
          generation.isPresent()
              ? keys.certificate(keyId, generation.getAsInt())
              : keys.certificate(keyId);
      return certificate.orElseThrow(
          () -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key or generation"));
    } catch (KeyDamaged e) {
      throw AuditedOperation.damagedKey();
    }
  }

  /**
   * Keepers whose last signed probe names another certificate: reported, and accused of nothing.
   */
  private FaultReport contradictions(CertificateContent certificate) {
    return FaultReports.inconsistent(
        peers.contradicting(certificate.keyId(), certificate.generation(), certificate.hash()));
  }
}
