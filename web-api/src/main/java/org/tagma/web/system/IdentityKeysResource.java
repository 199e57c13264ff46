package org.tagma.web.system;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.web.access.Open;

/** The identity keys of the cluster, which auditors need. */
@Path("keys/identity")
@Produces(MediaType.APPLICATION_JSON)
public class IdentityKeysResource {
  @Inject private KeeperStatus keeper;

  /** Every identity key ever used by any keeper. */
  @GET
  @Open
  public JsonNode keys() {
    return keeper.identityKeys();
  }
}
