package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.Destructions;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.verdict.Fault;

/**
 * Destroys with all holders that can be reached. Who is missing is told later by all that were
 * there ({@link Destructions}).
 */
@Stateless
@Local(KeyDestruction.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyDestructionBean implements KeyDestruction {
  private static final String EVENT = DestroyRequest.OP;
  private static final Destroy DESTROY = new Destroy();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject Destructions destructions;
  @Inject KeeperConfiguration configuration;

  @Override
  public Destroyed destroy(RequestContext context, DestroyGeneration request)
      throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private Destroyed admitted(RequestContext context, DestroyGeneration request)
      throws OperationFailed {
    CertificateContent certificate =
        keys.past(request.keyId(), request.version())
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.KEY_NOT_FOUND, "keyId, version: no such key or generation"));
    if (keys.isNeeded(request.keyId(), request.version())) {
      throw new OperationFailed(
          ErrorType.DESTROY_FORBIDDEN,
          "version: it is the active generation, or the one before it");
    }
    KeyPolicies.requireBound(
        context, certificate, keys.active(request.keyId()).orElse(certificate));
    Admission.Permit permit = audited.enter();
    try {
      return destroy(context, certificate);
    } finally {
      permit.close();
    }
  }

  private Destroyed destroy(RequestContext context, CertificateContent certificate)
      throws OperationFailed {
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Destroy.NAME,
            certificate.keyId(),
            certificate.curve().apiName(),
            certificate.generation());
    Durable<?> intent = audited.intend(EVENT, context, key);
    Outcome outcome = driver.run(operation(context, certificate), PeerDeadline.FROST, intent);
    FaultReport faults = audited.settle(outcome, context);
    Destruction destruction = (Destruction) outcome.result().orElseThrow();
    take(destruction);
    boolean everywhere = committed(destruction, outcome).equals(certificate.holders());
    Destroyed destroyed =
        new Destroyed(
            certificate.keyId(),
            certificate.generation(),
            everywhere,
            faults,
            context.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(destroyed, key, faults, outcome.attempts()),
        everywhere
            ? AuditEntry.Outcome.ok()
            : new AuditEntry.Outcome(Destroyed.NOT_EVERYWHERE, null, null));
  }

  /** This keeper took part, unless it holds no share. */
  private void take(Destruction destruction) {
    try {
      destructions.take(destruction);
    } catch (DecodingException e) {
      throw new IllegalStateException("a destruction that was judged a moment ago", e);
    }
  }

  /** Who promised, and in the same session said that it kept its promise. */
  private static Set<Integer> committed(Destruction destruction, Outcome outcome) {
    Set<Integer> committed = new TreeSet<>(destruction.session().members());
    outcome.ledger().faults().stream()
        .filter(fault -> fault.attempt() == destruction.session().attempt())
        .map(Fault::keeper)
        .forEach(committed::remove);
    return committed;
  }

  private Operation operation(RequestContext context, CertificateContent certificate) {
    return new Operation(
        context.operationId(),
        DESTROY,
        Dkg.suite(certificate.curve()),
        certificate.keyId(),
        certificate.generation(),
        Optional.of(certificate),
        Optional.empty(),
        configuration.cluster().keepers().stream()
            .filter(m -> certificate.holders().contains(m.number()))
            .map(m -> m.key().participant())
            .toList(),
        certificate.threshold(),
        certificate.total(),
        Session.request(EVENT, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.FROST));
  }
}
