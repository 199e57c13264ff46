package org.tagma.threshold.auxiliary;

import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while the keepers' moduli are set up. */
public enum AuxRule implements Rule {
  /** V_i. */
  COMMITMENT("What the keeper opened is not what it had committed to before."),
  /** N, Nhat, s, t. */
  PARAMETERS(
      "The keeper's moduli do not have the right size, have a common factor, or its bases are no"
          + " units, equal, or one."),
  /** Pi_prm. */
  PRM("The keeper did not prove that one of its bases is a power of the other."),
  /** Pi_mod(N), Pi_mod(Nhat). */
  MOD("The keeper did not prove that its moduli have exactly two prime factors of the right form."),
  /** Pi_fac(N), Pi_fac(Nhat), for every other keeper. */
  FAC("The keeper did not prove to every other keeper that its moduli have no small factor."),
  /** The hash of the bundle. */
  BUNDLE("The keeper certified other moduli than the ones all keepers had proved.");

  private final String explanation;

  AuxRule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "AUX." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case COMMITMENT, PARAMETERS, PRM -> round == AuxSetup.OPEN;
      case MOD, FAC -> round == AuxSetup.PROVE;
      case BUNDLE -> round == AuxSetup.CERTIFY || round == AuxSetup.ADOPT;
    };
  }
}
