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
   * What {@code credential} permits.
   *
   * @param request {op, request}
   */
  Decision decide(String credential, ObjectNode request);

  /**
   * @param subject who the caller is; empty when nobody known
   * @param objection why the request is not permitted, UNAUTHORISED or POLICY; empty when it is
   */
  record Decision(String subject, Optional<RefusalReason> objection) {}
}
