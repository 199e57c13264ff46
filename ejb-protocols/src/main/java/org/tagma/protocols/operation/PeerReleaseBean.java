package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.Quarantine;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;

/** Releases keepers: the intent is on record before, who released whom and why after it. */
@Stateless
@Local(PeerRelease.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PeerReleaseBean implements PeerRelease {
  private static final int NO_CONTENT = 204;

  @Inject AuditedOperation audited;
  @Inject AuditTrail audit;
  @Inject Quarantine quarantine;
  @Inject KeeperConfiguration configuration;

  @Override
  public void release(RequestContext context, String keeper, String reason) throws OperationFailed {
    audited.recording(
        EVENT,
        context,
        () -> {
          int number = number(keeper);
          audit.write(AuditEntry.intent(EVENT, context));
          if (!quarantine.release(number)) {
            throw new OperationFailed(
                ErrorType.NOT_FOUND, "keeper: " + keeper + " is not in quarantine here");
          }
          AuditEntry.Outcome outcome =
              new AuditEntry.Outcome(NO_CONTENT, null, keeper + " is released: " + reason);
          return audit.write(AuditEntry.outcome(EVENT, context, outcome, FaultReport.none()));
        });
  }

  private int number(String keeper) throws OperationFailed {
    try {
      int number = KeeperName.number(keeper);
      if (configuration.cluster().keepers().stream().anyMatch(m -> m.number() == number)) {
        return number;
      }
    } catch (DecodingException noName) {
      // the same to the client as the name of nobody
    }
    throw new OperationFailed(ErrorType.INVALID_PEER_ID, "keeper: no keeper of this cluster");
  }
}
