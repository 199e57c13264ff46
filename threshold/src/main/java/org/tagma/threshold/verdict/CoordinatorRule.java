package org.tagma.threshold.verdict;

/** Rules for the keeper that coordinates (spec/protocols.md 2.7, 4.5). */
public enum CoordinatorRule implements Rule {
  EQUIVOCATION("The coordinator signed two different round requests for one round of one session.");

  private final String explanation;

  CoordinatorRule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "COORDINATOR." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
