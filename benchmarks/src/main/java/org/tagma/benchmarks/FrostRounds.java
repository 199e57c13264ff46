package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * One signature of a quorum, rounds only: every signer works from an inbox of its own and checks
 * what is in it; the first one coordinates, too, checks all shares and aggregates. Nothing is
 * signed or verified but what FROST itself asks for.
 */
public final class FrostRounds {
  private static final Frost FROST = new Frost();

  private final Session session;
  private final Map<Integer, Local> locals = new TreeMap<>();

  /** A signing of one message under a key of {@code total} keepers by {@code threshold} of them. */
  public FrostRounds(FrostSuite suite, int threshold, int total) {
    SimulatedCluster cluster = new SimulatedCluster(1, threshold, total, List.of(FROST));
    CertificateContent certificate = cluster.dealKey("benchmark", suite.curve());
    Operation operation =
        cluster.operation(
            FROST, suite.contextString(), "benchmark", Optional.of(certificate), request(), 30_000);
    List<Integer> members = IntStream.rangeClosed(1, threshold).boxed().toList();
    SessionPreimage preimage = StagedSession.preimage(cluster, operation, 1, members, 1);
    this.session =
        new Session(preimage, preimage.sid(), operation.request(), Optional.of(certificate));
    SecureRandom random = new SecureRandom();
    for (int member : members) {
      KeyShare share = cluster.keeper(member).storage().share(certificate).orElseThrow();
      locals.put(member, new Local(member, Optional.of(share), random));
    }
  }

  /** {op, request} for one short message. */
  static ObjectNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", "benchmark").put("algorithm", "FROST");
    request.putObject("operations").put("op-1", "dG8gYmUgc2lnbmVk");
    return Session.request("sign", request);
  }

  /** Signs once; all signers and the coordinator, one after the other. */
  public Object sign() {
    Map<Integer, Step.Next> steps = new TreeMap<>();
    Map<Integer, Inbox> inboxes = new TreeMap<>();
    int coordinator = locals.keySet().iterator().next();
    Derivations shared = new Derivations();
    locals.forEach(
        (member, local) -> {
          Inbox inbox = Inbox.empty(session, member == coordinator ? shared : new Derivations());
          inboxes.put(member, inbox);
          steps.put(member, next(FROST.begin(session, local), inbox));
        });
    Inbox judge = Inbox.empty(session, shared);
    for (int round = 1; round <= FROST.rounds(); round++) {
      List<Received> received = received(round, judge.view(round - 1), steps);
      judge = checked(judge.with(received), round);
      if (round < FROST.rounds()) {
        for (int member : locals.keySet()) {
          Inbox inbox = checked(inboxes.get(member).with(received), round);
          steps.put(member, next(steps.get(member).round(), inbox));
        }
      }
    }
    return FROST
        .conclude(session)
        .step(judge, Tasks.SEQUENTIAL)
        .match(next -> null, Step.Done::result, blamed -> null);
  }

  private static Step.Next next(Round round, Inbox inbox) {
    return (Step.Next) round.step(inbox, Tasks.SEQUENTIAL);
  }

  private static Inbox checked(Inbox inbox, int round) {
    if (!FROST.offences(inbox, round).isEmpty()) {
      throw new IllegalStateException("an honest signer is blamed");
    }
    return inbox;
  }

  /** The messages as envelopes that nobody signed; their hashes differ as real ones do. */
  private List<Received> received(int round, Bytes view, Map<Integer, Step.Next> steps) {
    List<Received> received = new ArrayList<>();
    SessionPreimage p = session.preimage();
    steps.forEach(
        (from, step) -> {
          Message message = step.outbox().message();
          Bytes hash = Sha256.of(new byte[] {(byte) round, (byte) (int) from});
          Envelope envelope =
              new Envelope(
                  p.cluster(),
                  session.sid(),
                  p.attempt(),
                  p.protocol(),
                  p.suite(),
                  p.keyId(),
                  p.generation(),
                  from,
                  0,
                  round,
                  FROST.kind(round),
                  view,
                  p.notAfter(),
                  JsonNodeFactory.instance.objectNode(),
                  null,
                  hash);
          received.add(new Received(envelope, message));
        });
    return received;
  }
}
