package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Generates keys with all keepers; a generation that failed is used up, and the next run takes the
 * next number.
 */
@Stateless
@Local(KeyGeneration.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyGenerationBean implements KeyGeneration {
  private static final String EVENT = "dkg";
  private static final Dkg DKG = new Dkg();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject KeeperConfiguration configuration;

  @Override
  public KeyCreated create(RequestContext context, CreateKey request) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private KeyCreated admitted(RequestContext context, CreateKey request) throws OperationFailed {
    if (keys.active(request.keyId()).isPresent()) {
      throw new OperationFailed(
          ErrorType.KEY_ALREADY_EXISTS, "keyId: there is a key of this name already");
    }
    Admission.Permit permit = audited.enter();
    try {
      return create(context, request, Curve.named(request.curve()));
    } finally {
      permit.close();
    }
  }

  private KeyCreated create(RequestContext context, CreateKey request, Curve curve)
      throws OperationFailed {
    int generation = keys.highestGeneration(request.keyId()) + 1;
    Durable<?> intent = audited.intend(EVENT, context, key(request, generation));
    Outcome outcome =
        driver.run(operation(context, request, curve, generation), PeerDeadline.DKG, intent);
    FaultReport faults = audited.settle(outcome, context);
    CertificateContent content = ((Certificate) outcome.result().orElseThrow()).content();
    KeyCreated created =
        new KeyCreated(
            content.keyId(),
            content.generation(),
            content.publicKey().encode(),
            faults,
            context.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(
            created, key(request, content.generation()), faults, outcome.attempts()));
  }

  private Operation operation(
      RequestContext context, CreateKey request, Curve curve, int generation) {
    Cluster cluster = configuration.cluster();
    return new Operation(
        context.operationId(),
        DKG,
        Dkg.suite(curve),
        request.keyId(),
        generation,
        Optional.empty(),
        cluster.keepers().stream().map(m -> m.key().participant()).toList(),
        cluster.threshold(),
        Session.request(DkgRequest.OP, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  private static AuditEntry.Crypto key(CreateKey request, int generation) {
    return new AuditEntry.Crypto("DKG", request.keyId(), request.curve(), generation);
  }
}
