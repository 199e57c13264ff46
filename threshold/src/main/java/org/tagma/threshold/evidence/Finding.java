package org.tagma.threshold.evidence;

/** What a verifier says of evidence. */
public enum Finding {
  /** The accused broke the rule; only this names the accused. */
  PROVED,
  /** The evidence is complete and the rule was kept; only this convicts the accuser. */
  REFUTED,
  /** Something is missing, or of another version, or unknown; it names nobody. */
  UNDECIDABLE
}
