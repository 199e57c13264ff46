package org.tagma.threshold.sharing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/**
 * What a stage of judgement has found: one offence for each keeper and rule, in the order found.
 */
public final class Findings {
  private final int round;
  private final Map<String, Offence> offences = new LinkedHashMap<>();

  /** Of the messages of {@code round}. */
  public Findings(int round) {
    this.round = round;
  }

  /** {@code keeper} broke {@code rule}, as its own message shows. */
  public void against(int keeper, Rule rule) {
    against(keeper, rule, keeper);
  }

  /** {@code keeper} broke {@code rule}, as the message of {@code witness} shows. */
  public void against(int keeper, Rule rule, int witness) {
    offences.putIfAbsent(rule.id() + keeper, new Offence(keeper, rule, round, witness));
  }

  public List<Offence> offences() {
    return new ArrayList<>(offences.values());
  }
}
