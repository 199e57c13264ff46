package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSignatures;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/** Signs with FROST, or has ECDSA signed: the keys' certificate says who may take part. */
@Stateless
@Local(Signing.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SigningBean implements Signing {
  static final String EVENT = "sign";
  private static final Frost FROST = new Frost();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject EcdsaSigning ecdsa;
  @Inject KeyPolicies policies;

  @Override
  public Signed sign(RequestContext context, SignRequest request) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private Signed admitted(RequestContext context, SignRequest request) throws OperationFailed {
    CertificateContent certificate =
        keys.active(request.keyId())
            .orElseThrow(() -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key"));
    if (certificate.usage() != KeyUsage.SIGN) {
      throw new OperationFailed(
          ErrorType.KEY_APPLY_OPS_FORBIDDEN, "keyId: the key is certified for decryption only");
    }
    policies.require(KeyPolicy.Use.APPLY, certificate);
    KeyPolicies.requireBound(context, certificate, certificate);
    if (request.algorithm() == Algorithm.GG20) {
      return ecdsa.sign(context, request, certificate);
    }
    FrostSuite suite =
        request
            .options()
            .suite(certificate.curve())
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.CURVE_MISMATCH, "context: it does not fit this key's curve"));
    Admission.Permit permit = audited.enter();
    try {
      return sign(context, request, certificate, suite);
    } finally {
      permit.close();
    }
  }

  private Signed sign(
      RequestContext context, SignRequest request, CertificateContent certificate, FrostSuite suite)
      throws OperationFailed {
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Frost.NAME, request.keyId(), certificate.curve().apiName(), certificate.generation());
    Durable<?> intent = audited.intend(EVENT, context, key);
    Outcome outcome =
        driver.run(operation(context, certificate, suite), PeerDeadline.FROST, intent);
    FaultReport faults = audited.settle(outcome, context);
    FrostSignatures signatures = (FrostSignatures) outcome.result().orElseThrow();
    Map<String, byte[]> inOrder = new LinkedHashMap<>();
    request
        .operations()
        .keySet()
        .forEach(id -> inOrder.put(id, signatures.byOperation().get(id).toArray()));
    Signed signed =
        new Signed(
            SignatureType.of(suite),
            inOrder,
            certificate.generation(),
            faults,
            context.operationId(),
            outcome.attempts());
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(signed, key, faults, outcome.attempts()));
  }

  private Operation operation(
      RequestContext context, CertificateContent certificate, FrostSuite suite) {
    return new Operation(
        context.operationId(),
        FROST,
        suite.contextString(),
        certificate.keyId(),
        certificate.generation(),
        Optional.of(certificate),
        certificate.participants(),
        certificate.threshold(),
        Session.request(FrostRequest.OP, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.FROST));
  }
}
