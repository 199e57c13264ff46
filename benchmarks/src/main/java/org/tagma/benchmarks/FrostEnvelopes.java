package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;

/**
 * One signature of a quorum through the round engines: each signer signs its envelopes and verifies
 * everybody's, as the coordinator does, who also checks all shares and aggregates.
 */
public final class FrostEnvelopes {
  private final FrostSuite suite;
  private final Rehearsal rehearsal;
  private final List<Integer> members;
  private final CertificateContent certificate;
  private final Map<Integer, KeyShare> shares;

  /** A key of {@code total} keepers, made by them, of which {@code threshold} sign. */
  public FrostEnvelopes(FrostSuite suite, int threshold, int total) {
    this.suite = suite;
    this.rehearsal = new Rehearsal(threshold, total, new SecureRandom());
    this.members = IntStream.rangeClosed(1, threshold).boxed().toList();
    Curve curve = suite.curve();
    Rehearsal.Played key =
        rehearsal.play(
            new Dkg(),
            Dkg.suite(curve),
            request(curve),
            IntStream.rangeClosed(1, total).boxed().toList(),
            Optional.empty(),
            Map.of());
    this.certificate = ((Certificate) key.result()).content();
    this.shares = key.shares();
  }

  private static ObjectNode request(Curve curve) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("keyId", "benchmark").put("curve", curve.apiName()).put("mode", "CREATE");
    return Session.request(DkgRequest.OP, body);
  }

  /** Signs once; all signers and the coordinator, one after the other. */
  public Object sign() {
    return rehearsal
        .play(
            new Frost(),
            suite.contextString(),
            FrostRounds.request(),
            members,
            Optional.of(certificate),
            shares)
        .result();
  }
}
