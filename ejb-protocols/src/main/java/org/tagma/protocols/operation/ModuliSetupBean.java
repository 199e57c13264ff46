package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
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
import org.tagma.protocols.moduli.ModuliMaker;
import org.tagma.protocols.moduli.ModuliStatus;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.peer.KeeperState;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/** Sets up moduli: an epoch that failed is used up, and the next run takes the next number. */
@Stateless
@Local(ModuliSetup.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ModuliSetupBean implements ModuliSetup {
  private static final int RETRY_SECONDS = 5;

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredModuli moduli;
  @Inject ModuliMaker maker;
  @Inject PeerCertificates peers;
  @Inject PeerHealth health;
  @Inject KeeperConfiguration configuration;

  @Override
  public ModuliStatus status() {
    return maker.status();
  }

  @Override
  public ModuliCertified renew(RequestContext context, Optional<ParameterSet> wanted)
      throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, wanted));
  }

  private ModuliCertified admitted(RequestContext context, Optional<ParameterSet> wanted)
      throws OperationFailed {
    ParameterSet set =
        configuration
            .moduli()
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.UNSUPPORTED, "tagma.moduli is none: this keeper makes none"));
    if (wanted.isPresent() && wanted.get() != set) {
      throw new OperationFailed(
          ErrorType.UNSUPPORTED, "set: tagma.moduli is " + set.label() + " here");
    }
    List<String> without = without(set);
    if (!without.isEmpty()) {
      throw new OperationFailed(
          ErrorType.MODULI_NOT_READY,
          "new moduli are still being made by " + String.join(", ", without) + ": come again later",
          FaultReport.none(),
          null,
          OptionalInt.of(RETRY_SECONDS));
    }
    Admission.Permit permit = audited.enter();
    try {
      return renew(context, set);
    } finally {
      permit.close();
    }
  }

  /** Who lives and has none for a set-up yet; the dead are for the set-up to name. */
  private List<String> without(ParameterSet set) {
    List<String> without = new ArrayList<>();
    for (Cluster.Member member : configuration.cluster().keepers()) {
      int keeper = member.number();
      boolean has =
          keeper == configuration.number()
              ? moduli.areMade(set)
              : health.state(keeper) != KeeperState.READY || peers.hasMade(keeper, set.label());
      if (!has) {
        without.add(KeeperName.of(keeper));
      }
    }
    return without;
  }

  private ModuliCertified renew(RequestContext context, ParameterSet set) throws OperationFailed {
    int epoch = moduli.highestEpoch() + 1;
    Durable<?> intent = audited.intend(EVENT, context, key(epoch));
    Outcome outcome = driver.run(operation(context, set, epoch), PeerDeadline.AUX, intent);
    FaultReport faults = audited.settle(outcome, context);
    AuxCertificate certificate = (AuxCertificate) outcome.result().orElseThrow();
    ModuliCertified certified =
        new ModuliCertified(
            certificate.epoch(),
            set.label(),
            certificate.bundle().hash().toArray(),
            faults,
            context.operationId());
    return audited.finish(
        EVENT,
        context,
        new AuditedOperation.Finished<>(
            certified, key(certified.epoch()), faults, outcome.attempts()));
  }

  private Operation operation(RequestContext context, ParameterSet set, int epoch) {
    Cluster cluster = configuration.cluster();
    return new Operation(
        context.operationId(),
        new AuxSetup(ModuliSource.NONE),
        AuxSetup.suite(set),
        AuxSetup.KEY_ID,
        epoch,
        Optional.empty(),
        cluster.keepers().stream().map(m -> m.key().participant()).toList(),
        cluster.threshold(),
        AuxSetup.request(set),
        context.credential(),
        driver.budget(PeerDeadline.AUX));
  }

  private static AuditEntry.Crypto key(int epoch) {
    return new AuditEntry.Crypto(AuxSetup.NAME, AuxSetup.KEY_ID, null, epoch);
  }
}
