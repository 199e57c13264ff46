package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.ecies.AssociatedData;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.ecies.Decryption;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.ecies.EciesSuite;
import org.tagma.threshold.ecies.EncryptionKey;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Received;
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
 * One decryption by t keepers, without envelopes and network: each keeper checks the ciphertext and
 * makes its part; the first one coordinates, checks the others' parts, too, combines and opens.
 */
public final class EciesRounds {
  private static final Ecies ECIES = new Ecies();
  private static final byte[] PLAINTEXT = new byte[1024];

  private final SecureRandom random = new SecureRandom();
  private final EncryptionKey key;
  private final Ciphertext ciphertext;
  private final Session session;
  private final List<Local> locals;

  /** A ciphertext of a kilobyte under a key of {@code total} keepers. */
  public EciesRounds(String curve, int threshold, int total) {
    SimulatedCluster cluster = new SimulatedCluster(1, threshold, total, List.of(ECIES));
    CertificateContent certificate =
        cluster.dealKey("benchmark", Curve.named(curve), KeyUsage.DECRYPT);
    this.key = EncryptionKey.of(certificate);
    this.ciphertext = encrypt();
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", "benchmark");
    Operation operation =
        cluster.operation(
            ECIES,
            EciesSuite.of(certificate.curve(), Aead.AES_GCM).name(),
            "benchmark",
            Optional.of(certificate),
            DecryptRequest.of(request, ciphertext),
            30_000);
    List<Integer> members = IntStream.rangeClosed(1, threshold).boxed().toList();
    SessionPreimage preimage = StagedSession.preimage(cluster, operation, 1, members, 1);
    this.session =
        new Session(preimage, preimage.sid(), operation.request(), Optional.of(certificate));
    this.locals =
        members.stream()
            .map(m -> new Local(m, cluster.keeper(m).storage().share(certificate), random))
            .toList();
  }

  /** Encrypts a kilobyte. */
  public Ciphertext encrypt() {
    return key.encrypt(Aead.AES_GCM, PLAINTEXT, AssociatedData.NONE, random);
  }

  /** One keeper's work: the ciphertext's check, the part, its proof, and the check of both. */
  public Message part() {
    return part(locals.get(0), Inbox.empty(session));
  }

  private Message part(Local local, Inbox inbox) {
    check();
    Step.Next next = (Step.Next) ECIES.begin(session, local).step(inbox, Tasks.SEQUENTIAL);
    return next.outbox().message();
  }

  /** Everybody's work, one after the other. */
  public byte[] decrypt() {
    Inbox coordinator = Inbox.empty(session);
    List<Received> received = new ArrayList<>();
    for (Local local : locals) {
      Inbox own = received.isEmpty() ? coordinator : Inbox.empty(session);
      received.add(new Received(envelope(local.keeper(), own), part(local, own)));
    }
    Inbox inbox = coordinator.with(received);
    if (!ECIES.offences(inbox, 1).isEmpty()) {
      throw new IllegalStateException("an honest keeper is blamed");
    }
    Object result =
        ECIES
            .conclude(session)
            .step(inbox, Tasks.SEQUENTIAL)
            .match(next -> null, Step.Done::result, blamed -> null);
    return ((Decryption) result).open(ciphertext).orElseThrow();
  }

  private void check() {
    if (!ECIES.accepts(session)) {
      throw new IllegalStateException("a good ciphertext is refused");
    }
  }

  /** Nobody signed it. */
  private Envelope envelope(int from, Inbox inbox) {
    SessionPreimage p = session.preimage();
    Bytes hash = Sha256.of(new byte[] {(byte) from});
    return new Envelope(
        p.cluster(),
        session.sid(),
        p.attempt(),
        p.protocol(),
        p.suite(),
        p.keyId(),
        p.generation(),
        from,
        0,
        1,
        ECIES.kind(1),
        inbox.view(0),
        p.notAfter(),
        JsonNodeFactory.instance.objectNode(),
        null,
        hash);
  }
}
