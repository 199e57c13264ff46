package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Probe;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.KeyStatement;

/** Keeper 1 says something to keeper 2. */
class SignedBodiesTest {
  private static final Probe PROBE = new Probe(Bytes.of(new byte[32]), Optional.empty());

  private final SimulatedCluster cluster = new SimulatedCluster(80, 2, 3, List.of(new Frost()));
  private final KeeperIdentity one = cluster.keeper(1).identity();
  private final KeyRing ring = cluster.cluster().keyRing();
  private final SignedBodies sender = bodies(1);
  private final SignedBodies receiver = bodies(2);

  private SignedBodies bodies(int keeper) {
    return new SignedBodies("probe", cluster.cluster(), cluster.keeper(keeper).identity(), ring);
  }

  private byte[] said(int to) {
    return sender.to(to, PROBE).toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isForOneKeeperUnderOneName() throws DecodingException {
    assertEquals(PROBE, receiver.read(said(2), Probe.KIND).content());
    assertThrows(DecodingException.class, () -> receiver.read(said(3), Probe.KIND));
    byte[] renamed =
        new String(said(2), StandardCharsets.UTF_8)
            .replace("\"probe\"", "\"other\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(DecodingException.class, () -> receiver.read(renamed, Probe.KIND));
  }

  @Test
  void underAKeyOfBeforeNobodyHearsItAndItsSenderStillKnowsIt() throws DecodingException {
    byte[] before = said(2);
    KeeperIdentity next = KeeperIdentity.generate(1, new SecureRandom());
    String statement = KeyStatement.sign(cluster.cluster().id(), one, next).compact();
    KeyStatement.take(statement, cluster.cluster().id(), ring);
    assertThrows(DecodingException.class, () -> receiver.read(before, Probe.KIND));
    one.become(next);
    assertThrows(DecodingException.class, () -> receiver.read(before, Probe.KIND));
    assertEquals(PROBE, sender.said(before, Probe.KIND));
    assertEquals(PROBE, receiver.read(said(2), Probe.KIND).content());
  }
}
