package org.tagma.web.audit;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.tagma.protocols.audit.AuditPage;
import org.tagma.protocols.audit.AuditReader;
import org.tagma.protocols.audit.ChainCheck;
import org.tagma.protocols.audit.FaultCount;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.Cursor;
import org.tagma.web.request.QueryReader;

/** Reads and verifies the audit trail of this keeper. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final String READ = "tagma.audit.read";

  @Context private HttpServletRequest http;
  @Inject private AuditReader audit;

  /** One page of records. */
  public record Events(List<JsonNode> items, String next) {}

  /** The records of one operation. */
  public record OperationRecords(List<JsonNode> items) {}

  /** One page of records, newest first. */
  @GET
  @Path("audit/events")
  @Permission(READ)
  public Events events() throws OperationFailed {
    AuditPage page = audit.events(AuditQueries.events(http.getQueryString()));
    return new Events(
        page.items(), page.next().isPresent() ? Cursor.of(page.next().getAsLong()) : null);
  }

  /** One record. */
  @GET
  @Path("audit/events/{id}")
  @Permission(READ)
  public JsonNode event(@PathParam("id") String id) throws OperationFailed {
    return audit
        .event(id)
        .orElseThrow(
            () ->
                new OperationFailed(
                    ErrorType.NOT_FOUND, "this keeper has no audit record of that id"));
  }

  /** All of this keeper's records of one operation. */
  @GET
  @Path("audit/operations/{operationId}")
  @Permission(READ)
  public OperationRecords operation(@PathParam("operationId") String operationId)
      throws OperationFailed {
    return new OperationRecords(audit.operation(operationId));
  }

  /** One evidence bundle. */
  @GET
  @Path("audit/evidence/{id}")
  @Permission(READ)
  public JsonNode evidence(@PathParam("id") String id) throws OperationFailed {
    return audit
        .evidence(id)
        .orElseThrow(
            () ->
                new OperationFailed(ErrorType.NOT_FOUND, "this keeper has no evidence of that id"));
  }

  /** Verifies the hash chain of this keeper's records. */
  @GET
  @Path("audit/chain/verify")
  @Permission("tagma.audit.log.verify")
  public ChainCheck verifyChain() throws OperationFailed {
    AuditQueries.Span span = AuditQueries.span(QueryReader.of(http.getQueryString(), "from", "to"));
    return audit.verifyChain(Exchange.of(http).handOver(), span.from(), span.to());
  }

  /** Counts faults, as JSON. */
  @GET
  @Path("audit/reports/faults")
  @Permission(READ)
  public FaultsAnswer faults() throws OperationFailed {
    QueryReader query = QueryReader.of(http.getQueryString(), "from", "to", "by");
    AuditQueries.Span span = AuditQueries.span(query);
    FaultCount.By by = query.choice("by", FaultCount.By.class, FaultCount.By.KEEPER);
    return FaultsAnswer.of(by, audit.faults(span.from(), span.to(), by));
  }

  /** Counts faults, as CSV. */
  @GET
  @Path("audit/reports/faults")
  @Permission(READ)
  @Produces("text/csv;qs=0.5")
  public String faultsCsv() throws OperationFailed {
    return faults().csv();
  }
}
