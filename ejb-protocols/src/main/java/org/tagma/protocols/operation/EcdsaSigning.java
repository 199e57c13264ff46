package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.gg20.Gg20Signature;
import org.tagma.threshold.gg20.Gg20Suite;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Signs ECDSA with GG20, under the moduli that all keepers have certified: one signature after
 * another for each key, as the protocol is proven for nothing else.
 */
@ApplicationScoped
public class EcdsaSigning {
  private static final int RETRY_SECONDS = 5;
  private static final Gg20 GG20 = new Gg20();

  private final AuditedOperation audited;
  private final RunDriver driver;
  private final StoredModuli moduli;
  private final KeeperConfiguration configuration;
  private final KeyTurns turns;

  /** For the container's proxy only. */
  protected EcdsaSigning() {
    this(null, null, null, null, null);
  }

  @Inject
  public EcdsaSigning(
      AuditedOperation audited,
      RunDriver driver,
      StoredModuli moduli,
      KeeperConfiguration configuration,
      KeyTurns turns) {
    this.audited = audited;
    this.driver = driver;
    this.moduli = moduli;
    this.configuration = configuration;
    this.turns = turns;
  }

  /** Signs under a key that may sign. */
  Signed sign(RequestContext context, SignRequest request, CertificateContent certificate)
      throws OperationFailed {
    AuxBundle bundle = bundle();
    Gg20Suite suite =
        Gg20Suite.of(certificate.curve(), bundle.set())
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.CURVE_MISMATCH,
                        "algorithm: ECDSA is signed on SECP256K1 and P256 only"));
    Duration patience = Duration.ofMillis(driver.budget(PeerDeadline.GG20));
    KeyTurns.Turn turn = turns.enter(request.keyId(), patience).orElseThrow(EcdsaSigning::tooMany);
    try {
      return admitted(context, request, operation(context, certificate, suite, bundle));
    } finally {
      turn.close();
    }
  }

  private Signed admitted(RequestContext context, SignRequest request, Operation operation)
      throws OperationFailed {
    Admission.Permit permit = audited.enter();
    try {
      return sign(context, request, operation);
    } finally {
      permit.close();
    }
  }

  private AuxBundle bundle() throws OperationFailed {
    Optional<AuxBundle> bundle = moduli.active().map(AuxCertificate::bundle);
    if (bundle.isPresent()) {
      return bundle.get();
    }
    if (configuration.moduli().isEmpty()) {
      throw new OperationFailed(
          ErrorType.UNSUPPORTED,
          "algorithm: tagma.moduli is none here, so ECDSA is not signed; sign with FROST");
    }
    throw new OperationFailed(
        ErrorType.MODULI_NOT_READY,
        "algorithm: the keepers have no certified moduli yet, which ECDSA needs; GET"
            + " /v1/keeper/system/status shows how far they are. Come again later, or sign with"
            + " FROST now",
        FaultReport.none(),
        null,
        OptionalInt.of(RETRY_SECONDS));
  }

  private static OperationFailed tooMany() {
    return new OperationFailed(
        ErrorType.OVERLOADED,
        "keyId: too many ECDSA signatures with this key wait already, they are made one after"
            + " another: come again later",
        FaultReport.none(),
        null,
        OptionalInt.of(Admission.RETRY_AFTER_SECONDS));
  }

  private Signed sign(RequestContext context, SignRequest request, Operation operation)
      throws OperationFailed {
    CertificateContent certificate = operation.certificate().orElseThrow();
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Gg20.NAME, request.keyId(), certificate.curve().apiName(), certificate.generation());
    Durable<?> intent = audited.intend(SigningBean.EVENT, context, key);
    Outcome outcome = driver.run(operation, PeerDeadline.GG20, intent);
    FaultReport faults = audited.settle(outcome, context);
    Gg20Signature made = (Gg20Signature) outcome.result().orElseThrow();
    Signed signed =
        new Signed(
            SignatureType.ECDSA,
            Map.of(made.operationId(), request.encoding().encode(made.signature())),
            certificate.generation(),
            faults,
            context.operationId(),
            outcome.attempts());
    return audited.finish(
        SigningBean.EVENT,
        context,
        new AuditedOperation.Finished<>(signed, key, faults, outcome.attempts()));
  }

  private Operation operation(
      RequestContext context, CertificateContent certificate, Gg20Suite suite, AuxBundle bundle) {
    return new Operation(
        context.operationId(),
        GG20,
        suite.name(),
        certificate.keyId(),
        certificate.generation(),
        Optional.of(certificate),
        Optional.of(bundle),
        certificate.participants(),
        certificate.threshold(),
        Session.request(Gg20Request.OP, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.GG20));
  }
}
