package org.tagma.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.identity.KeeperName;

/**
 * What one keeper does wrong while another signs.
 *
 * @param name a cheat of the lab, or what happens to its process
 */
record Misdeed(String name) {
  /** Its process is killed. */
  static final Misdeed CRASH = new Misdeed("crash");

  /** Its process is stopped. */
  static final Misdeed HANG = new Misdeed("hang");

  /** Nothing. */
  static final Misdeed NONE = new Misdeed("nothing");

  /** By keepers 2 and 3. */
  static SortedMap<Integer, Misdeed> ofTwo(Misdeed second, Misdeed third) {
    return new TreeMap<>(Map.of(2, second, 3, third));
  }

  /** Who of them did one like that. */
  static List<String> keepers(SortedMap<Integer, Misdeed> misdeeds, Predicate<Misdeed> like) {
    return misdeeds.keySet().stream()
        .filter(keeper -> like.test(misdeeds.get(keeper)))
        .map(KeeperName::of)
        .toList();
  }

  /** From now on. */
  void by(KeeperUnderTest keeper) throws ClusterFailure {
    if (equals(CRASH)) {
      keeper.kill();
    } else if (equals(HANG)) {
      keeper.pause();
    } else if (!equals(NONE)) {
      keeper.cheat(name);
    }
  }

  /** Whether its keeper goes on answering requests of its own. */
  boolean leavesItRunning() {
    return !equals(CRASH) && !equals(HANG);
  }

  boolean isALie() {
    return verdict().startsWith("IMPOSTER");
  }

  boolean isADeath() {
    return verdict().startsWith("DEAD");
  }

  boolean isARefusal() {
    return verdict().startsWith("REFUSED");
  }

  /** Nobody is to be named for it. */
  boolean isNone() {
    return verdict().isEmpty();
  }

  /** Whether {@code fault} is what has to be found. */
  boolean isShownBy(JsonNode fault) {
    String why =
        fault.path("rule").asText() + fault.path("cause").asText() + fault.path("reason").asText();
    return (fault.path("verdict").asText() + " " + why).matches(verdict());
  }

  /** A pattern: a process that is gone may be found by a call, or by a probe before it. */
  private String verdict() {
    return switch (name) {
      case "nothing", "TRANSPORT.SLOW" -> "";
      case "crash" -> "DEAD (CONNECT_REFUSED|DISCONNECTED|BACK_OFF|CIRCUIT_OPEN)";
      case "hang" -> "DEAD (ROUND_TIMEOUT|BACK_OFF|CIRCUIT_OPEN)";
      case "TRANSPORT.SILENCE", "TRANSPORT.DRIP" -> "DEAD ROUND_TIMEOUT";
      case "TRANSPORT.RESET" -> "DEAD DISCONNECTED";
      case "TRANSPORT.GARBAGE" -> "DEAD UNUSABLE_ANSWER";
      case "TRANSPORT.REPLAY" -> "DEAD BAD_SIGNATURE";
      case "TRANSPORT.REFUSAL" -> "REFUSED POLICY";
      default -> "IMPOSTER " + name;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
