package org.tagma.web.system;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;

/**
 * This keeper's readiness for the server's own {@code /health/ready}, and how many keepers it
 * reaches, itself included. The timeout is there because a probe has to answer even when the
 * keeper's state can't be had in time. It does a second service: a server that looks for
 * MicroProfile annotations in web archives only finds one here, and so takes those of the EJB jar
 * into account, too.
 */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {
  @Inject private KeeperStatus keeper;

  @Override
  @Timeout(1000)
  public HealthCheckResponse call() {
    try {
      return answer(keeper.cluster());
    } catch (OperationFailed unreadable) {
      return HealthCheckResponse.named("keeper")
          .down()
          .withData("error", unreadable.type().name())
          .build();
    }
  }

  private static HealthCheckResponse answer(ClusterStatus cluster) {
    return HealthCheckResponse.named("keeper")
        .status(cluster.state() == ClusterStatus.State.READY)
        .withData("reachable", cluster.reachable())
        .withData("needed", cluster.threshold())
        .withData("total", cluster.totalPeers())
        .build();
  }
}
