package org.tagma.protocols.failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Quarantined;
import org.tagma.threshold.verdict.VerdictLedger;

/**
 * Says in the API's terms what the ledger of an operation, or the end of a session, holds, and
 * which keepers contradict a key's certificate.
 */
public final class FaultReports {
  private static final String EVIDENCE_PATH = "/v1/keeper/audit/evidence/";

  private FaultReports() {}

  /** What an operation found, after whom it left out for earlier lies. */
  public static FaultReport of(VerdictLedger ledger) {
    return new FaultReport(
        names(ledger.imposters()),
        names(ledger.dead()),
        names(ledger.refused()),
        Stream.concat(
                ledger.quarantined().stream().map(FaultReports::quarantined),
                reported(ledger.faults()).stream())
            .toList());
  }

  private static ReportedFault quarantined(Quarantined barred) {
    return new ReportedFault(
        KeeperName.of(barred.keeper()),
        "QUARANTINED",
        barred.rule(),
        null,
        null,
        null,
        null,
        EVIDENCE_PATH + barred.evidence().base64Url(),
        null,
        null);
  }

  /** What a participant found itself; the coordinator's claims are in the faults only. */
  public static FaultReport of(SessionJournal.SessionEnd end) {
    VerdictLedger ledger = new VerdictLedger();
    end.faults().forEach(ledger::add);
    FaultReport own = of(ledger);
    List<ReportedFault> faults = new ArrayList<>(own.faults());
    end.claims().forEach(c -> faults.add(claimed(c)));
    return new FaultReport(own.imposters(), own.dead(), own.refused(), faults);
  }

  /**
   * The faults of keepers whose last signed probe contradicts a certificate: no list names them.
   */
  public static FaultReport inconsistent(Collection<Integer> keepers) {
    List<ReportedFault> faults = names(keepers).stream().map(ReportedFault::inconsistent).toList();
    return new FaultReport(List.of(), List.of(), List.of(), faults);
  }

  /** The name under which evidence is kept: the hash of its content. */
  public static String evidenceId(Evidence evidence) {
    return evidence.hash().base64Url();
  }

  private static List<String> names(Collection<Integer> keepers) {
    return keepers.stream().map(KeeperName::of).toList();
  }

  private static List<ReportedFault> reported(List<Fault> faults) {
    List<ReportedFault> reported = new ArrayList<>();
    for (Fault fault : faults) {
      String keeper = KeeperName.of(fault.keeper());
      fault
          .verdict()
          .match(
              imposter ->
                  reported.add(
                      new ReportedFault(
                          keeper,
                          "IMPOSTER",
                          imposter.evidence().rule(),
                          null,
                          null,
                          place(fault.round()),
                          place(fault.attempt()),
                          EVIDENCE_PATH + evidenceId(imposter.evidence()),
                          null,
                          null)),
              dead ->
                  reported.add(
                      new ReportedFault(
                          keeper,
                          "DEAD",
                          null,
                          dead.cause().name(),
                          null,
                          place(fault.round()),
                          place(fault.attempt()),
                          null,
                          dead.afterMillis(),
                          null)),
              refused ->
                  reported.add(
                      new ReportedFault(
                          keeper,
                          "REFUSED",
                          null,
                          null,
                          refused.reason().name(),
                          place(fault.round()),
                          place(fault.attempt()),
                          null,
                          null,
                          null)),
              inconclusive -> false);
    }
    return reported;
  }

  private static ReportedFault claimed(SessionJournal.Claimed claimed) {
    Fault fault = claimed.fault();
    String cause =
        fault.verdict().match(i -> null, d -> d.cause().name(), r -> r.reason().name(), c -> null);
    return new ReportedFault(
        KeeperName.of(fault.keeper()),
        "CLAIMED",
        null,
        cause,
        null,
        place(fault.round()),
        place(fault.attempt()),
        null,
        null,
        KeeperName.of(claimed.claimedBy()));
  }

  private static Integer place(int number) {
    return number == 0 ? null : number;
  }
}
