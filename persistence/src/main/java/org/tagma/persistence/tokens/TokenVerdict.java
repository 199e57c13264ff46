package org.tagma.persistence.tokens;

import java.util.List;
import java.util.Optional;

/**
 * Whether a token is there to be used.
 *
 * @param earlier the use that came first; empty when it is free for this one
 * @param unfounded uses whose coordinators had not seen the token
 */
public record TokenVerdict(Optional<TokenUse> earlier, List<TokenUse> unfounded) {
  public TokenVerdict {
    unfounded = List.copyOf(unfounded);
  }
}
