package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Whether a caller may have what a coordinator asks for in its name: every participant decides for
 * itself.
 */
public interface Authority {
  /**
   * What {@code credential} permits.
   *
   * @param preimage of the session that is to be opened with it
   * @param request {op, request}
   */
  Decision decide(String credential, SessionPreimage preimage, ObjectNode request);

  /**
   * @param subject who the caller is; empty when nobody known
   * @param objection why the request is not permitted, UNAUTHORISED or POLICY; empty when it is
   * @param bound whether the credential is good for this request alone
   */
  record Decision(String subject, Optional<RefusalReason> objection, boolean bound) {
    /** About a credential that is good for other requests, too. */
    public Decision(String subject, Optional<RefusalReason> objection) {
      this(subject, objection, false);
    }
  }
}
