package org.tagma.protocols.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;

/**
 * One page of audit records, newest first.
 *
 * @param items the records as they were signed
 * @param next the sequence number of the last record of this page when there are more, to be given
 *     as {@link AuditQuery#before()}
 */
public record AuditPage(List<JsonNode> items, OptionalLong next) {

  public AuditPage {
    items = List.copyOf(items);
  }
}
