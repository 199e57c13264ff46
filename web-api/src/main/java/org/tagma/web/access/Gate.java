package org.tagma.web.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.operation.ErrorType;
import org.tagma.protocols.operation.OperationFailed;
import org.tagma.web.http.Exchange;

/** Decides whether a caller may go on to an operation. */
@ApplicationScoped
public class Gate {
  @Inject private KeeperStatus keeper;

  /** Lets a caller with this permission pass, and nobody else. */
  public void permit(Exchange exchange, String permission) throws OperationFailed {
    if (exchange.caller().filter(caller -> caller.may(permission)).isEmpty()) {
      throw new OperationFailed(
          ErrorType.NOT_ENOUGH_PERMISSIONS, "the permission " + permission + " is missing");
    }
  }

  /** Lets a caller with this permission use keys, as long as the keeper is unsealed. */
  public void permitKeyUse(Exchange exchange, String permission) throws OperationFailed {
    permit(exchange, permission);
    switch (keeper.seal().state()) {
      case UNSEALED -> {}
      case SEALED ->
          throw new OperationFailed(
              ErrorType.KEEPER_SEALED, keeper.id() + " is sealed; unseal it or ask another keeper");
      case UNINITIALIZED ->
          throw new OperationFailed(
              ErrorType.KEEPER_NOT_INITIALIZED, keeper.id() + " is not initialized yet");
    }
  }
}
