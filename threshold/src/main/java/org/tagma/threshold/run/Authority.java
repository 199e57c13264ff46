package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * Whether a caller may have what a coordinator asks for in its name: every participant decides for
 * itself.
 */
public interface Authority {
  /**
   * Empty when {@code credential} permits the request, else why not: UNAUTHORISED or POLICY.
   *
   * @param request {op, request}
   */
  Optional<RefusalReason> objection(String credential, ObjectNode request);
}
