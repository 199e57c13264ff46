package org.tagma.threshold.verdict;

/**
 * Rules that hold for the messages of every protocol (DESIGN section 4, spec/protocols.md 4.2 to
 * 4.4).
 */
public enum EnvelopeRule implements Rule {
  MALFORMED("The keeper signed an envelope that does not follow the format of its kind."),
  SESSION("The keeper signed an envelope whose fields contradict the session it names."),
  EQUIVOCATION("The keeper signed two different messages for one place in one session."),
  VIEW(
      "The keeper opened a view that does not hash to the view it signed, that lacks the message of a member, or that holds one nobody signed."),
  FALSE_ACCUSATION("The keeper signed an accusation that a re-check of its own evidence refutes.");

  private final String explanation;

  EnvelopeRule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "ENVELOPE." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
