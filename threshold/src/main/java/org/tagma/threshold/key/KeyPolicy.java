package org.tagma.threshold.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/**
 * Until when a key may be used, for what, and in whose name ({@code spec/api.md}, {@code policy}).
 * All keepers certify it with the key and each enforces it by its own clock.
 *
 * @param apply the end of signing and encrypting; empty for never
 * @param process the end of verifying and decrypting, not before that of {@code apply}; empty for
 *     never
 * @param allowHistoricalProcess whether keys that another has followed still verify and decrypt
 * @param boundRequests whether keepers do something with the key only for credentials that are good
 *     for that one request
 */
public record KeyPolicy(
    Optional<Limit> apply,
    Optional<Limit> process,
    boolean allowHistoricalProcess,
    boolean boundRequests) {
  private static final String HISTORICAL = "allowHistoricalProcess";
  private static final String BOUND = "boundRequests";

  /** What is done with a key. */
  public enum Use {
    /** Signing, encrypting. */
    APPLY,
    /** Verifying, decrypting. */
    PROCESS;

    /** The name of the policy's member. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a time is counted in. */
  public enum Unit {
    MILLISECONDS(1),
    SECONDS(1000);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

  /**
   * The last moment of a use.
   *
   * @param notAfter since the epoch, from 1 to the end of the year 9999
   */
  public record Limit(Unit unit, long notAfter) {
    /** The last millisecond of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    public Limit {
      if (notAfter < 1 || notAfter > LATEST / unit.millis) {
        throw new IllegalArgumentException("notAfter is out of range");
      }
    }

    /** The moment, in milliseconds since the epoch. */
    public long epochMillis() {
      return notAfter * unit.millis;
    }
  }

  public KeyPolicy {
    if (apply.isPresent()
        && process.isPresent()
        && process.get().epochMillis() < apply.get().epochMillis()) {
      throw new IllegalArgumentException("process ends before apply");
    }
  }

  /** The end of a use; empty when it has none. */
  public Optional<Limit> limit(Use use) {
    return use == Use.APPLY ? apply : process;
  }

  /**
   * Whether the key may be used so.
   *
   * @param now milliseconds since the epoch
   */
  public boolean permits(Use use, long now) {
    return limit(use).filter(limit -> now > limit.epochMillis()).isEmpty();
  }

  /** SHA-256 of the JCS form of {@link #toJson}, which is in the certificate's hash. */
  public Bytes hash() {
    try {
      return Sha256.of(Jcs.canonical(toJson()));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The policy with its defaults spelt out, but for that of {@code boundRequests}: older policies,
   * whose hashes are certified, do not name it.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Use use : Use.values()) {
      limit(use).ifPresent(limit -> json.set(use.label(), toJson(limit)));
    }
    json.put(HISTORICAL, allowHistoricalProcess);
    return boundRequests ? json.put(BOUND, true) : json;
  }

  private static ObjectNode toJson(Limit limit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("unit", limit.unit().name())
        .put("notAfter", limit.notAfter());
  }

  /** Reads a policy strictly; what is absent has its default. */
  public static KeyPolicy fromJson(ObjectNode json) throws DecodingException {
    Members m = Members.of(json);
    try {
      KeyPolicy policy =
          new KeyPolicy(
              limit(m, Use.APPLY),
              limit(m, Use.PROCESS),
              !m.hasValue(HISTORICAL) || m.flag(HISTORICAL),
              m.hasValue(BOUND) && m.flag(BOUND));
      m.end();
      return policy;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a policy: " + e.getMessage());
    }
  }

  private static Optional<Limit> limit(Members policy, Use use) throws DecodingException {
    String name = use.label();
    if (!policy.hasValue(name)) {
      return Optional.empty();
    }
    Members m = Members.of(policy.object(name));
    Limit limit =
        new Limit(Unit.valueOf(m.text("unit")), m.longInteger("notAfter", 1, Limit.LATEST));
    m.end();
    return Optional.of(limit);
  }
}
