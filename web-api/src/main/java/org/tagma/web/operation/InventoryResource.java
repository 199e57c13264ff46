package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Inventory;
import org.tagma.web.access.Permission;
import org.tagma.web.request.InventoryQueries;

/** Which keys this keeper knows. */
@Path("compliance/inventory")
@Produces(MediaType.APPLICATION_JSON)
public class InventoryResource {
  @Context private HttpServletRequest http;
  @Inject private Inventory inventory;

  /** One page, by key. */
  @GET
  @Permission("tagma.compliance.inventory")
  public InventoryAnswer page() throws OperationFailed {
    return InventoryAnswer.of(inventory.page(InventoryQueries.page(http.getQueryString())));
  }
}
