package org.tagma.threshold.gg20;

import org.tagma.threshold.verdict.Rule;

/** What a signer can be proved to have done wrong. */
public enum Gg20Rule implements Rule {
  /** One entry for each other member. */
  LENGTH(
      "The keeper did not send exactly one proof, or one pair of products, to each other signer."),
  /** K_i and G_i. */
  CIPHERTEXT(
      "The keeper sent a ciphertext that is not a unit modulo the square of its own modulus."),
  /** Pi_enc(K_i). */
  ENC("The keeper did not prove that it knows its encrypted nonce, and that it is small."),
  /** Pi_aff-p for D and F. */
  AFF_P(
      "The keeper did not prove that it multiplied another signer's nonce by its own encrypted"
          + " blinding factor."),
  /** Pi_aff-g for Dh and Fh. */
  AFF_G(
      "The keeper did not prove that it multiplied another signer's nonce by its own share of the"
          + " key."),
  /** Pi_ped(T_i). */
  PED("The keeper did not prove that it knows what its commitment to its part of the key is to."),
  /** Gamma_i against c_i. */
  COMMITMENT("What the keeper opened is not what it had committed to before."),
  /** Pi_log* for Gamma_i and R_i. */
  LOG_STAR("The keeper did not prove that a point it sent is a multiple by what it had encrypted."),
  /** Pi_ped-eq for S_i and T_i. */
  PED_EQ("The keeper did not prove that its part of the key is the one it had committed to."),
  /** s_i R = m R_i + r S_i. */
  SHARE("The keeper's signature share does not fit its parts of the nonce and of the key."),
  /** A part where an opening is due, or the other way round. */
  PHASE("The keeper claimed that an equation over all signers fails or holds, and it does not."),
  /** K_i, Gamma_i, R_i, D_ij, D_ji, Dh_ij. */
  OPENING("What the keeper opened is not canonical, or not what it had encrypted or committed to."),
  /** delta_i. */
  DELTA("The keeper's part of the blinded nonce is not what follows from what it opened."),
  /** k S_i. */
  SIGMA("The keeper's part of the key point is not what follows from what all signers opened."),
  /** All but one opened, and passed. */
  ELIMINATION(
      "All other signers opened what they did, and every check of it holds, so that it was this"
          + " keeper whose messages made the equation over all signers fail.");

  private final String explanation;

  Gg20Rule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "GG20." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case LENGTH ->
          round == Gg20.COMMIT
              || round == Gg20.MULTIPLY
              || round == Gg20.REVEAL
              || round >= Gg20.NONCE;
      case CIPHERTEXT, ENC -> round == Gg20.COMMIT;
      case AFF_P, AFF_G -> round == Gg20.MULTIPLY;
      case PED -> round == Gg20.DELTA;
      case COMMITMENT -> round == Gg20.REVEAL;
      case LOG_STAR -> round == Gg20.REVEAL || round == Gg20.NONCE;
      case PED_EQ -> round == Gg20.KEY;
      case SHARE, SIGMA -> round == Gg20.SHARE;
      case PHASE, OPENING -> round >= Gg20.NONCE;
      case DELTA, ELIMINATION -> round == Gg20.NONCE || round == Gg20.KEY;
    };
  }

  /** Whoever opened nothing is named by the openings of all others. */
  @Override
  public boolean isShownBySilence() {
    return this == ELIMINATION;
  }

  /** SIGMA follows from what all opened, and ELIMINATION from what all others did. */
  @Override
  public boolean isShownByOthers() {
    return this == SIGMA || this == ELIMINATION;
  }
}
