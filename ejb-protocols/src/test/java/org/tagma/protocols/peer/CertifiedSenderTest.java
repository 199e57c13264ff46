package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.wire.Jws;

class CertifiedSenderTest {
  private static final List<String> MESSAGES =
      List.of("open", "round", "viewRequest", "close", "probe", "key", "destruction");

  private final TestAuthority authority = new TestAuthority();
  private final List<KeeperIdentity> keepers =
      IntStream.rangeClosed(1, 3)
          .mapToObj(number -> KeeperIdentity.generate(number, new SecureRandom()))
          .toList();
  private CertifiedSender senders;

  @BeforeEach
  void cluster() throws DecodingException {
    List<Cluster.Member> members =
        keepers.stream()
            .map(
                keeper ->
                    new Cluster.Member(
                        keeper.keeper(), URI.create("https://keeper"), keeper.publicKey()))
            .toList();
    senders = new CertifiedSender(Cluster.of(2, members));
  }

  private X509Certificate subject(String name) throws KeyStoreException {
    Instant now = Instant.now();
    return (X509Certificate)
        authority
            .keys("entry", name, "127.0.0.1", now, now.plusSeconds(60))
            .getCertificate("entry");
  }

  private String signed(int keeper) {
    return Jws.sign(
        keepers.get(keeper - 1), "tagma-probe+jws", "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> objection(int holder, String member, String message)
      throws KeyStoreException {
    String body = JsonNodeFactory.instance.objectNode().put(member, message).toString();
    return senders.objection(subject("CN=keeper-" + holder), body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTheKeeperFromTheCommonName() throws Exception {
    assertEquals(OptionalInt.of(2), CertifiedSender.keeper(subject("CN=keeper-2")));
    assertEquals(
        OptionalInt.of(2), CertifiedSender.keeper(subject("CN=keeper-2, O=Example, C=SE")));
    for (String none :
        List.of("O=keeper-2", "CN=keeper-02", "CN=keeper-2x", "CN=keeper-2, CN=keeper-3")) {
      assertEquals(OptionalInt.empty(), CertifiedSender.keeper(subject(none)), none);
    }
  }

  @Test
  void aKeeperBringsItsOwnMessages() throws Exception {
    for (String member : MESSAGES) {
      assertEquals(Optional.empty(), objection(2, member, signed(2)), member);
    }
  }

  @Test
  void aKeeperBringsNoMessageOfAnother() throws Exception {
    for (String member : MESSAGES) {
      assertEquals(
          Optional.of("the certificate is of keeper-2, the message of keeper-3"),
          objection(2, member, signed(3)),
          member);
    }
  }

  @Test
  void aCoordinatorRelaysEnvelopesOfOthers() throws Exception {
    String body = "{\"round\":\"%s\",\"envelopes\":[\"%s\"]}".formatted(signed(1), signed(3));

    assertEquals(
        Optional.empty(),
        senders.objection(subject("CN=keeper-1"), body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whoIsNoKeeperOfTheClusterBringsNothing() throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    for (String name : List.of("CN=keeper-4", "CN=somebody")) {
      assertEquals(
          Optional.of("the certificate names no keeper of this cluster"),
          senders.objection(subject(name), body));
    }
    assertEquals(Optional.empty(), senders.objection(subject("CN=keeper-3"), body));
  }

  @Test
  void leavesWhatIsNoMessageToWhoeverReadsIt() throws Exception {
    assertEquals(Optional.empty(), objection(2, "probe", "nonsense"));
    assertEquals(
        Optional.empty(),
        senders.objection(subject("CN=keeper-2"), "{".getBytes(StandardCharsets.UTF_8)));
  }
}
