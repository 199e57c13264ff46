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
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Makes generations of keys with all keepers; one that failed is used up, and the next run takes
 * the next number. Until all have certified the new one, the old one stays active.
 */
@Stateless
@Local(KeyGeneration.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyGenerationBean implements KeyGeneration {
  private static final String EVENT = "dkg";
  private static final Protocol DKG = new Dkg();
  private static final Protocol REFRESH = new Refresh();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject KeyPolicies policies;
  @Inject KeeperConfiguration configuration;

  @Override
  public KeyCreated generate(RequestContext context, NewKey request) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private KeyCreated admitted(RequestContext context, NewKey request) throws OperationFailed {
    Optional<CertificateContent> before = keys.active(request.keyId());
    policies.requireFuture(request.policy());
    check(request, before);
    Admission.Permit permit = audited.enter();
    try {
      return generate(context, request, before);
    } finally {
      permit.close();
    }
  }

  private static void check(NewKey request, Optional<CertificateContent> before)
      throws OperationFailed {
    if (request.mode() == GenerationMode.CREATE) {
      if (before.isPresent()) {
        throw new OperationFailed(
            ErrorType.KEY_ALREADY_EXISTS, "keyId: there is a key of this name already");
      }
      return;
    }
    CertificateContent old =
        before.orElseThrow(
            () -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key"));
    if (!old.curve().apiName().equals(request.curve())) {
      throw new OperationFailed(
          ErrorType.CURVE_MISMATCH, "curve: the key is on " + old.curve().apiName());
    }
    if (request.usage().orElse(old.usage()) != old.usage()) {
      throw new OperationFailed(
          ErrorType.KEY_APPLY_OPS_FORBIDDEN, "usage: the key is certified for " + old.usage());
    }
  }

  private KeyCreated generate(
      RequestContext context, NewKey request, Optional<CertificateContent> before)
      throws OperationFailed {
    int generation = keys.highestGeneration(request.keyId()) + 1;
    Protocol protocol = request.mode() == GenerationMode.REFRESH ? REFRESH : DKG;
    Durable<?> intent = audited.intend(EVENT, context, key(protocol, request, generation));
    Outcome outcome =
        driver.run(
            operation(context, protocol, request, before, generation), PeerDeadline.DKG, intent);
    FaultReport faults = audited.settle(outcome, context);
    CertificateContent content = ((Certificate) outcome.result().orElseThrow()).content();
    KeyCreated created =
        new KeyCreated(
            content.keyId(),
            content.generation(),
            content.publicKey().encode(),
            faults,
            context.operationId());
    AuditEntry.Crypto key = key(protocol, request, content.generation());
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(created, key, faults, outcome.attempts()));
  }

  private Operation operation(
      RequestContext context,
      Protocol protocol,
      NewKey request,
      Optional<CertificateContent> before,
      int generation) {
    Cluster cluster = configuration.cluster();
    return new Operation(
        context.operationId(),
        protocol,
        Dkg.suite(Curve.named(request.curve())),
        request.keyId(),
        generation,
        before,
        cluster.keepers().stream().map(m -> m.key().participant()).toList(),
        cluster.threshold(),
        Session.request(DkgRequest.OP, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  private static AuditEntry.Crypto key(Protocol protocol, NewKey request, int generation) {
    return new AuditEntry.Crypto(protocol.name(), request.keyId(), request.curve(), generation);
  }
}
