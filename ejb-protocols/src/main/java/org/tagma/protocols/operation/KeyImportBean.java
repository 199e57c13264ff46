package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
import org.tagma.protocols.session.KeysToImport;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.importing.Import;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.importing.PrivateKeySource;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Imports keys with all keepers, of which this one is the dealer; then it has their shares
 * refreshed, since it knew them all for a moment.
 */
@Stateless
@Local(KeyImport.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyImportBean implements KeyImport {
  private static final Logger LOG = System.getLogger(KeyImportBean.class.getName());
  private static final Protocol IMPORT = new Import(PrivateKeySource.NONE);
  private static final Protocol REFRESH = new Refresh();
  private static final int OK = 200;

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject KeysToImport privateKeys;
  @Inject KeyPolicies policies;
  @Inject KeeperConfiguration configuration;

  @Override
  public KeyImported store(RequestContext context, KeyToImport request) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private KeyImported admitted(RequestContext context, KeyToImport request) throws OperationFailed {
    policies.requireFuture(request.policy());
    KeyPolicies.requireBound(context, request.policy());
    if (keys.active(request.keyId()).isPresent()) {
      throw new OperationFailed(
          ErrorType.KEY_ALREADY_EXISTS, "keyId: there is a key of this name already");
    }
    Admission.Permit permit = audited.enter();
    try {
      return imported(context, request);
    } finally {
      permit.close();
    }
  }

  /** Its outcome is recorded after the refresh, since the answer says what came of that, too. */
  private KeyImported imported(RequestContext context, KeyToImport request) throws OperationFailed {
    Operation operation = operation(context, request);
    Durable<?> intent = audited.intend(EVENT, context, crypto(operation, operation.generation()));
    Outcome outcome = dealt(request, operation, intent);
    FaultReport faults = audited.settle(outcome, context);
    CertificateContent content = ((Certificate) outcome.result().orElseThrow()).content();
    RequestContext own = context.next();
    Refreshed refreshed = refreshed(own, refresh(own, operation, content));
    CertificateContent active = refreshed.content().orElse(content);
    FaultReport all = faults.and(refreshed.faults());
    KeyImported answer =
        new KeyImported(
            active.keyId(),
            active.generation(),
            active.publicKey().encode(),
            refreshed.content().isPresent(),
            all,
            context.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(
            answer, crypto(operation, content.generation()), all, outcome.attempts()),
        new AuditEntry.Outcome(OK, null, refreshed.details()));
  }

  /** The private key is at hand for this long. */
  private Outcome dealt(KeyToImport request, Operation operation, Durable<?> intent) {
    privateKeys.hold(operation.operationId(), request.privateKey());
    request.close();
    try {
      return driver.run(operation, PeerDeadline.DKG, intent);
    } finally {
      privateKeys.forget(operation.operationId());
    }
  }

  private Operation operation(RequestContext context, KeyToImport request) {
    Cluster cluster = configuration.cluster();
    return new Operation(
        context.operationId(),
        IMPORT,
        Dkg.suite(request.curve()),
        request.keyId(),
        keys.highestGeneration(request.keyId()) + 1,
        Optional.empty(),
        cluster.keepers().stream().map(m -> m.key().participant()).toList(),
        cluster.threshold(),
        ImportRequest.of(
            (ObjectNode) context.request(),
            configuration.number(),
            request.privateKey().timesGenerator()),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  /**
   * What came of the refresh.
   *
   * @param content of the new generation; empty where there is none
   * @param details where the audit has more of it
   */
  private record Refreshed(
      Optional<CertificateContent> content, FaultReport faults, String details) {}

  /** Whatever comes of the refresh, the key is there. */
  private Refreshed refreshed(RequestContext context, Operation operation) {
    try {
      return audited.run(EVENT, context, () -> run(context, operation));
    } catch (OperationFailed failure) {
      LOG.log(
          Level.WARNING,
          "{0} is imported, but its shares are not refreshed: {1}, {2}",
          operation.keyId(),
          failure.type(),
          failure.detail());
      return new Refreshed(
          Optional.empty(),
          failure.faults(),
          "not refreshed, " + failure.type() + ": operation " + operation.operationId());
    }
  }

  private Refreshed run(RequestContext context, Operation operation) throws OperationFailed {
    Durable<?> intent = audited.intend(EVENT, context, crypto(operation, operation.generation()));
    Outcome outcome = driver.run(operation, PeerDeadline.DKG, intent);
    FaultReport faults = audited.settle(outcome, context);
    CertificateContent content = ((Certificate) outcome.result().orElseThrow()).content();
    Refreshed refreshed =
        new Refreshed(
            Optional.of(content), faults, "refreshed: operation " + operation.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(
            refreshed, crypto(operation, content.generation()), faults, outcome.attempts()));
  }

  private Operation refresh(
      RequestContext context, Operation imported, CertificateContent content) {
    return new Operation(
        context.operationId(),
        REFRESH,
        imported.suite(),
        content.keyId(),
        content.generation() + 1,
        Optional.of(content),
        imported.holders(),
        content.threshold(),
        imported.request(),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  private static AuditEntry.Crypto crypto(Operation operation, int generation) {
    return new AuditEntry.Crypto(
        operation.protocol().name(), operation.keyId(), curve(operation), generation);
  }

  private static String curve(Operation operation) {
    return operation.request().at("/request/curve").textValue();
  }
}
