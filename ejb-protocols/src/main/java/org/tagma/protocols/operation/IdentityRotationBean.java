package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.KeySuccessions;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;

/** The intent is the last record under the key of before, its outcome the first under the next. */
@Stateless
@Local(IdentityRotation.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdentityRotationBean implements IdentityRotation {
  private static final int NO_CONTENT = 204;

  @Inject AuditedOperation audited;
  @Inject AuditTrail audit;
  @Inject KeySuccessions successions;
  @Inject KeeperIdentity identity;

  @Override
  public void rotate(RequestContext context) throws OperationFailed {
    audited.recording(
        EVENT,
        context,
        () -> {
          audit.write(AuditEntry.intent(EVENT, context));
          Set<Integer> untold = succeed();
          String details = identity.publicKey().kid() + " follows" + left(untold);
          AuditEntry.Outcome outcome = new AuditEntry.Outcome(NO_CONTENT, null, details);
          return audit.write(AuditEntry.outcome(EVENT, context, outcome, FaultReport.none()));
        });
  }

  private Set<Integer> succeed() throws OperationFailed {
    try {
      return successions.succeed();
    } catch (IOException e) {
      throw new OperationFailed(
          ErrorType.AUDIT_FAILED,
          "the new key could not be stored beside the first, or cannot follow: nothing was done");
    }
  }

  private static String left(Set<Integer> untold) {
    return untold.isEmpty()
        ? ""
        : untold.stream()
            .map(KeeperName::of)
            .collect(Collectors.joining(", ", "; still to be told: ", ""));
  }
}
