package org.tagma.threshold.reshare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.transcript.Members;

/**
 * Who is to hold a key, as the session's request says it (spec/api.md, POST /dkg).
 *
 * @param threshold t'; empty for the old one
 * @param members the new holders; empty for the old ones
 */
public record ReshareRequest(
    String keyId, Curve curve, OptionalInt threshold, Optional<SortedSet<Integer>> members) {
  /** The operation's name in a session's request. */
  public static final String OP = "dkg";

  /** The mode in the request. */
  public static final String MODE = "RESHARE";

  private static final int MAX = 16;

  /** Reads {op, request}; anything this protocol would not do is an error. */
  public static ReshareRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    m.literal("mode", MODE);
    try {
      ReshareRequest request =
          new ReshareRequest(
              m.text("keyId"),
              Curve.named(m.text("curve")),
              m.hasValue("threshold")
                  ? OptionalInt.of(m.integer("threshold", 2, MAX))
                  : OptionalInt.empty(),
              m.hasValue("members") ? Optional.of(members(m)) : Optional.empty());
      m.end();
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve that does not exist");
    }
  }

  private static SortedSet<Integer> members(Members m) throws DecodingException {
    SortedSet<Integer> members = new TreeSet<>();
    for (String name : m.texts("members", MAX)) {
      if (!members.add(KeeperName.number(name))) {
        throw new DecodingException("a member twice");
      }
    }
    return members;
  }

  /** t', when {@code old} is shared anew. */
  public int threshold(CertificateContent old) {
    return threshold.orElse(old.threshold());
  }

  /** The new holders, when {@code old} is shared anew. */
  public SortedSet<Integer> holders(CertificateContent old) {
    return members.orElse(old.holders());
  }
}
