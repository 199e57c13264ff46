package org.tagma.web.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.ClusterStatus.State;
import org.tagma.protocols.keeper.SealStatus;

class SystemResourceTest {
  private Optional<String> objection = Optional.empty();

  private OperationFailed notReady(State own, State other, SealStatus.State seal) {
    Map<String, State> peers = Map.of("keeper-1", own, "keeper-2", other);
    return SystemResource.notReady(
        new ClusterStatus("keeper-1", State.NOT_READY, 2, 2, new TreeMap<>(peers), List.of()),
        seal,
        objection);
  }

  private static void check(OperationFailed failed, ErrorType type, String detail) {
    assertEquals(type, failed.type());
    assertEquals(detail, failed.getMessage());
    assertEquals(OptionalInt.of(1), failed.retryAfterSeconds());
  }

  @Test
  void saysWhyAKeeperIsNotReady() {
    check(
        notReady(State.NOT_READY, State.READY, SealStatus.State.SEALED),
        ErrorType.KEEPER_SEALED,
        "keeper-1 is sealed");
    check(
        notReady(State.NOT_READY, State.READY, SealStatus.State.UNINITIALIZED),
        ErrorType.KEEPER_NOT_INITIALIZED,
        "keeper-1 is not initialized");
    check(
        notReady(State.NOT_READY, State.READY, SealStatus.State.UNSEALED),
        ErrorType.KEEPER_NOT_INITIALIZED,
        "keeper-1 has not finished starting");
  }

  @Test
  void saysWhyADatabaseMustNotBeUsed() {
    objection = Optional.of("the database is an old one");
    check(
        notReady(State.NOT_READY, State.READY, SealStatus.State.UNSEALED),
        ErrorType.AUDIT_NOT_AVAILABLE,
        "the database is an old one");
  }

  @Test
  void saysHowManyKeepersAreMissing() {
    check(
        notReady(State.READY, State.UNAVAILABLE, SealStatus.State.UNSEALED),
        ErrorType.NOT_ENOUGH_HEALTHY_CLIENTS,
        "keeper-1 reaches 1 of the 2 keepers that an operation needs, itself included");
  }
}
