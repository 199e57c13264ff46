package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.operation.ConsistencyReport.Verdict;
import org.tagma.protocols.operation.ConsistencyReport.Versions;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.CertificateNotices;
import org.tagma.protocols.session.KeySurvey;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.KeyAnswer;
import org.tagma.threshold.repair.Repair;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Goes by the latest certificate that proves itself: who waits for it gets it, and a holder whose
 * share is lost gets that back from t others, one holder in each operation.
 */
@Stateless
@Local(Consistency.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConsistencyBean implements Consistency {
  private static final Repair REPAIR = new Repair();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject KeySurvey survey;
  @Inject CertificateNotices notices;

  /** The key as its latest certificate says it, and what the keepers have of it. */
  private record Found(Certificate certificate, SortedMap<Integer, KeyAnswer> answers) {
    CertificateContent content() {
      return certificate.content();
    }

    /** Holders with their shares, ascending. */
    SortedSet<Integer> whole() {
      SortedSet<Integer> whole = new TreeSet<>(content().holders());
      whole.removeIf(k -> !answers.containsKey(k) || !answers.get(k).holds(certificate));
      return whole;
    }

    /** Holders that answered and have not their shares, ascending. */
    SortedSet<Integer> behind() {
      SortedSet<Integer> behind = new TreeSet<>(content().holders());
      behind.retainAll(answers.keySet());
      behind.removeAll(whole());
      return behind;
    }

    /** Keepers that hold no share, and hold what has ended for the key's. */
    SortedSet<Integer> outside() {
      SortedSet<Integer> outside = new TreeSet<>(answers.keySet());
      outside.removeAll(content().holders());
      outside.removeIf(
          k -> answers.get(k).active() == 0 || answers.get(k).active() >= content().generation());
      return outside;
    }

    Verdict verdict() {
      int total = content().total();
      if (whole().size() == total) {
        return Verdict.OK;
      }
      return total - behind().size() < content().threshold()
          ? Verdict.ROTATE_NEEDED
          : Verdict.SYNC_NEEDED;
    }
  }

  @Override
  public ConsistencyReport fix(RequestContext context, String keyId) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, keyId));
  }

  private ConsistencyReport admitted(RequestContext context, String keyId) throws OperationFailed {
    Admission.Permit permit = audited.enter();
    try {
      SortedMap<Integer, KeyAnswer> answers = ask(keyId);
      Optional<Certificate> latest = survey.latest(keyId, answers.values());
      if (latest.isEmpty()) {
        ConsistencyReport missing =
            new ConsistencyReport(Verdict.MISSING, OptionalInt.empty(), versions(answers));
        AuditEntry.Crypto key = new AuditEntry.Crypto(Repair.NAME, keyId, null, null);
        return audited.finish(
            EVENT, context, new AuditedOperation.Finished<>(missing, key, FaultReport.none(), 0));
      }
      return fix(context, new Found(latest.get(), answers));
    } finally {
      permit.close();
    }
  }

  private SortedMap<Integer, KeyAnswer> ask(String keyId) throws OperationFailed {
    try {
      return survey.ask(keyId);
    } catch (KeyVault.Sealed e) {
      throw new OperationFailed(ErrorType.KEEPER_SEALED, "this keeper is sealed: unseal it first");
    }
  }

  private ConsistencyReport fix(RequestContext context, Found before) throws OperationFailed {
    CertificateContent content = before.content();
    KeyPolicies.requireBound(context, content, content);
    AuditEntry.Crypto key =
        new AuditEntry.Crypto(
            Repair.NAME, content.keyId(), content.curve().apiName(), content.generation());
    Durable<?> intent = audited.intend(EVENT, context, key);
    intent.await();
    Found told = tell(before);
    FaultReport faults = FaultReport.none();
    int attempts = 0;
    if (!told.behind().isEmpty() && told.whole().size() >= content.threshold()) {
      Outcome outcome = driver.run(repair(context, told), PeerDeadline.DKG, intent);
      faults = audited.settle(outcome, context);
      attempts = outcome.attempts();
      told = again(told);
    }
    ConsistencyReport report =
        new ConsistencyReport(
            told.verdict(), OptionalInt.of(content.generation()), versions(told.answers()));
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(report, key, faults, attempts));
  }

  /** Passes the certificate on to all that are behind. */
  private Found tell(Found found) throws OperationFailed {
    SortedSet<Integer> told = found.behind();
    told.addAll(found.outside());
    if (told.isEmpty()) {
      return found;
    }
    notices.deliver(told, found.certificate());
    return again(found);
  }

  private Found again(Found found) throws OperationFailed {
    return new Found(found.certificate(), ask(found.content().keyId()));
  }

  /** The first that is behind gets its share from the first t that are not. */
  private Operation repair(RequestContext context, Found found) {
    CertificateContent content = found.content();
    int repaired = found.behind().first();
    List<Integer> helpers = found.whole().stream().limit(content.threshold()).toList();
    return new Operation(
        context.operationId(),
        REPAIR,
        Dkg.suite(content.curve()),
        content.keyId(),
        content.generation(),
        Optional.of(content),
        Optional.empty(),
        content.participants().stream()
            .filter(p -> p.number() == repaired || helpers.contains(p.number()))
            .toList(),
        content.threshold(),
        content.total(),
        new RepairRequest(content.keyId(), repaired).toSessionRequest(),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  private static SortedMap<String, Versions> versions(SortedMap<Integer, KeyAnswer> answers) {
    SortedMap<String, Versions> versions = new TreeMap<>();
    answers.forEach(
        (keeper, answer) ->
            versions.put(KeeperName.of(keeper), new Versions(answer.active(), answer.pending())));
    return versions;
  }
}
