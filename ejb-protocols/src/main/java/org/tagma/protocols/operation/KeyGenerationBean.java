package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.persistence.Durable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.session.CertificateNotices;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.reshare.Reshare;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;

/**
 * Makes generations of keys with all keepers, or in a resharing with all that are to hold the key;
 * one that failed is used up, and the next run takes the next number. Until all holders have
 * certified the new one, the old one stays active.
 */
@Stateless
@Local(KeyGeneration.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyGenerationBean implements KeyGeneration {
  private static final String EVENT = "dkg";
  private static final Protocol DKG = new Dkg();
  private static final Protocol REFRESH = new Refresh();
  private static final Protocol RESHARE = new Reshare();

  @Inject AuditedOperation audited;
  @Inject RunDriver driver;
  @Inject StoredKeys keys;
  @Inject KeyPolicies policies;
  @Inject KeeperConfiguration configuration;
  @Inject CertificateNotices notices;
  @Inject PeerCertificates peers;
  @Inject PeerHealth health;

  @Override
  public KeyCreated generate(RequestContext context, NewKey request) throws OperationFailed {
    return audited.run(EVENT, context, () -> admitted(context, request));
  }

  private KeyCreated admitted(RequestContext context, NewKey request) throws OperationFailed {
    Optional<CertificateContent> before = keys.active(request.keyId());
    policies.requireFuture(request.policy());
    check(request, before);
    if (before.isPresent()) {
      KeyPolicies.requireBound(context, before.get(), before.get());
    }
    Admission.Permit permit = audited.enter();
    try {
      return generate(context, request, before);
    } finally {
      permit.close();
    }
  }

  private void check(NewKey request, Optional<CertificateContent> before) throws OperationFailed {
    if (request.mode() == GenerationMode.CREATE) {
      if (before.isPresent()) {
        throw new OperationFailed(
            ErrorType.KEY_ALREADY_EXISTS, "keyId: there is a key of this name already");
      }
      return;
    }
    CertificateContent old =
        before.orElseThrow(
            () -> new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key"));
    if (!old.curve().apiName().equals(request.curve())) {
      throw new OperationFailed(
          ErrorType.CURVE_MISMATCH, "curve: the key is on " + old.curve().apiName());
    }
    if (request.usage().orElse(old.usage()) != old.usage()) {
      throw new OperationFailed(
          ErrorType.KEY_APPLY_OPS_FORBIDDEN, "usage: the key is certified for " + old.usage());
    }
    if (request.mode() == GenerationMode.RESHARE) {
      checkHolders(holders(request, old), threshold(request, old));
    }
  }

  private void checkHolders(SortedSet<Integer> holders, int threshold) throws OperationFailed {
    for (int holder : holders) {
      if (configuration.cluster().keepers().stream().noneMatch(m -> m.number() == holder)) {
        throw new OperationFailed(
            ErrorType.INVALID_PEER_ID,
            "members: " + KeeperName.of(holder) + " is no keeper of this cluster");
      }
    }
    if (threshold > holders.size()) {
      throw new OperationFailed(
          ErrorType.INVALID_THRESHOLD,
          "threshold: " + threshold + " of " + holders.size() + " holders never sign");
    }
  }

  private static SortedSet<Integer> holders(NewKey request, CertificateContent old) {
    return request.members().orElse(old.holders());
  }

  private static int threshold(NewKey request, CertificateContent old) {
    return request.threshold().orElse(old.threshold());
  }

  private KeyCreated generate(
      RequestContext context, NewKey request, Optional<CertificateContent> before)
      throws OperationFailed {
    int generation = keys.highestGeneration(request.keyId()) + 1;
    Protocol protocol = protocol(request.mode());
    Durable<?> intent = audited.intend(EVENT, context, key(protocol, request, generation));
    Operation operation = operation(context, request, before, generation);
    Outcome outcome = driver.run(operation, PeerDeadline.DKG, intent);
    FaultReport faults = audited.settle(outcome, context);
    Certificate certificate = (Certificate) outcome.result().orElseThrow();
    notices.deliver(outsiders(operation), certificate);
    CertificateContent content = certificate.content();
    KeyCreated created =
        new KeyCreated(
            content.keyId(),
            content.generation(),
            content.publicKey().encode(),
            faults,
            context.operationId());
    AuditEntry.Crypto key = key(protocol, request, content.generation());
    return audited.finish(
        EVENT, context, new AuditedOperation.Finished<>(created, key, faults, outcome.attempts()));
  }

  private static Protocol protocol(GenerationMode mode) {
    return switch (mode) {
      case CREATE, ROTATE -> DKG;
      case REFRESH -> REFRESH;
      case RESHARE -> RESHARE;
    };
  }

  private Operation operation(
      RequestContext context, NewKey request, Optional<CertificateContent> before, int generation) {
    Hands hands = hands(request, before);
    return new Operation(
        context.operationId(),
        protocol(request.mode()),
        Dkg.suite(Curve.named(request.curve())),
        request.keyId(),
        generation,
        before,
        Optional.empty(),
        configuration.cluster().keepers().stream()
            .filter(m -> hands.members().contains(m.number()))
            .map(m -> m.key().participant())
            .toList(),
        hands.threshold(),
        hands.total(),
        Session.request(DkgRequest.OP, context.request()),
        context.credential(),
        driver.budget(PeerDeadline.DKG));
  }

  /** Who takes part, and the threshold and the number of the holders that come of it. */
  private record Hands(SortedSet<Integer> members, int threshold, int total) {}

  private Hands hands(NewKey request, Optional<CertificateContent> before) {
    Cluster cluster = configuration.cluster();
    return switch (request.mode()) {
      case CREATE, ROTATE -> new Hands(everybody(cluster), cluster.threshold(), cluster.total());
      case REFRESH -> {
        CertificateContent old = before.orElseThrow();
        yield new Hands(old.holders(), old.threshold(), old.total());
      }
      case RESHARE -> {
        CertificateContent old = before.orElseThrow();
        yield new Hands(
            prepared(request, old), threshold(request, old), holders(request, old).size());
      }
    };
  }

  /** Keepers that took no part: they still take operations of the key. */
  private Set<Integer> outsiders(Operation operation) {
    Set<Integer> outsiders = everybody(configuration.cluster());
    operation.holders().forEach(member -> outsiders.remove(member.number()));
    return outsiders;
  }

  private static SortedSet<Integer> everybody(Cluster cluster) {
    SortedSet<Integer> everybody = new TreeSet<>();
    cluster.keepers().forEach(m -> everybody.add(m.number()));
    return everybody;
  }

  /**
   * Who takes part in a resharing: the new holders, and of the old ones those that live, so that
   * they know that their shares have had their day. Members that never held the key are told which
   * key it is.
   */
  private SortedSet<Integer> prepared(NewKey request, CertificateContent old) {
    SortedSet<Integer> members = new TreeSet<>(holders(request, old));
    members.addAll(
        old.holders().stream().filter(holder -> health.knownDead(holder).isEmpty()).toList());
    if (members.stream().filter(k -> old.holders().contains(k)).count() < old.threshold()) {
      members.addAll(old.holders()); // the dead are named, then
    }
    List<Integer> newcomers =
        members.stream()
            .filter(member -> member != configuration.number())
            .filter(member -> !peers.allHold(List.of(member), old.keyId(), old.hash()))
            .toList();
    keys.certificate(old.keyId()).ifPresent(c -> notices.deliver(newcomers, c));
    return members;
  }

  private static AuditEntry.Crypto key(Protocol protocol, NewKey request, int generation) {
    return new AuditEntry.Crypto(protocol.name(), request.keyId(), request.curve(), generation);
  }
}
