package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Consistency;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Bindable;
import org.tagma.web.access.Gate;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.QueryReader;

/** Brings keepers together again that disagree on a key. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ConsistencyResource {
  @Context private HttpServletRequest http;
  @Inject private Consistency consistency;

  /** Finds out what each keeper has of a key, and mends what can be mended. */
  @POST
  @Path("consistency/fix")
  @Permission("tagma.consistency.fix")
  @Bindable
  @Audited(Consistency.EVENT)
  public ConsistencyAnswer fix() throws OperationFailed {
    String keyId = QueryReader.of(http.getQueryString(), "keyId").keyId();
    Exchange exchange = Exchange.of(http);
    Gate.bind(exchange, () -> RepairRequest.asked(keyId));
    return ConsistencyAnswer.of(consistency.fix(exchange.handOver(), keyId));
  }
}
