package org.tagma.threshold.generation;

import java.util.List;
import java.util.SortedMap;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/**
 * Judges the last two rounds of a run that makes a generation.
 *
 * @param protocol the session's
 * @param suite the session's
 * @param rule broken by whoever certifies or activates something else, or does not hold its share
 */
public record CertificateJudge(String protocol, String suite, Rule rule) {
  /**
   * Everybody certifies the one key, and holds its share of it.
   *
   * @param expected the content that follows from the run
   * @param rid the run's common randomness; empty where there is none
   * @param view that the certificates' messages carry
   */
  public List<Offence> certificates(
      CertificateContent expected,
      Bytes rid,
      Bytes view,
      SortedMap<Integer, CertifyMessage> messages) {
    Findings findings = new Findings(NewGeneration.CERTIFY);
    messages.forEach(
        (keeper, message) -> {
          Certificate.Attestation attestation = message.attestation();
          boolean holds =
              attestation.content().equals(expected)
                  && attestation.rid().equals(rid)
                  && attestation
                      .proof()
                      .verify(
                          Certificate.context(
                              protocol, suite, expected, keeper, NewGeneration.CERTIFY, view, rid),
                          expected.publicShare(keeper));
          if (!holds) {
            findings.against(keeper, rule);
          }
        });
    return findings.offences();
  }

  /** Those that hold no share saw the one key come about. */
  public List<Offence> witnesses(
      CertificateContent expected, SortedMap<Integer, WitnessMessage> messages) {
    Findings findings = new Findings(NewGeneration.CERTIFY);
    Bytes certHash = expected.hash();
    messages.forEach(
        (keeper, message) -> {
          if (!message.certHash().equals(certHash)) {
            findings.against(keeper, rule);
          }
        });
    return findings.offences();
  }

  /** Everybody activates the one key. */
  public List<Offence> receipts(
      CertificateContent expected, SortedMap<Integer, ActivateMessage> receipts) {
    Findings findings = new Findings(NewGeneration.ACTIVATE);
    Bytes certHash = expected.hash();
    receipts.forEach(
        (keeper, receipt) -> {
          if (!receipt.certHash().equals(certHash)) {
            findings.against(keeper, rule);
          }
        });
    return findings.offences();
  }
}
