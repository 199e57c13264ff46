package org.tagma.threshold.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

/** The trust root says what its id says, or is not read. */
class ClusterTest {
  private static Cluster.Member member(int number) {
    KeeperIdentity identity = KeeperIdentity.generate(number, new SeededRandom(number, "member"));
    return new Cluster.Member(
        number, URI.create("http://127.0.0.1:" + (9080 + number)), identity.publicKey());
  }

  private static Cluster cluster(int threshold, int total) throws DecodingException {
    List<Cluster.Member> members = new ArrayList<>();
    for (int i = total; i >= 1; i--) {
      members.add(member(i));
    }
    return Cluster.of(threshold, members);
  }

  @Test
  void isReadBackAsItWasWritten() throws DecodingException {
    Cluster cluster = cluster(2, 3);
    assertEquals(cluster.toJson(), Cluster.read(bytes(cluster.toJson())).toJson());
    assertEquals(List.of(1, 2, 3), cluster.keepers().stream().map(k -> k.number()).toList());
  }

  @Test
  void isNamedByEverythingButNameAndAddresses() throws DecodingException {
    ObjectNode json = cluster(2, 3).toJson();
    ObjectNode content = json.deepCopy();
    content.remove("cluster");
    content.get("keepers").forEach(k -> ((ObjectNode) k).remove("peerUrl"));
    assertEquals(Sha256.of(Jcs.canonical(content)).base64Url(), json.get("cluster").textValue());
    ObjectNode moved = json.deepCopy();
    keeper(moved, 1).put("peerUrl", "https://keeper-2.example");
    assertEquals(Cluster.read(bytes(json)).id(), Cluster.read(bytes(moved)).id());
  }

  @Test
  void holdsAtMostSixteenKeepers() throws DecodingException {
    assertEquals(16, cluster(2, 16).total());
    assertThrows(DecodingException.class, () -> cluster(2, 17));
  }

  /** Each change is followed by the id that would fit it, so that the id is not what rejects it. */
  @TestFactory
  Stream<DynamicTest> isNotReadWhen() {
    return Stream.of(
        rejects("t is 1", json -> json.put("t", 1)),
        rejects("t is above n", json -> json.put("t", 4)),
        rejects("t is not an integer", json -> json.put("t", "2")),
        rejects("n is not the number of keepers", json -> json.put("n", 4)),
        rejects("there is an unknown member", json -> json.put("extra", true)),
        rejects("a keeper has an unknown member", json -> keeper(json, 0).put("extra", 1)),
        rejects("n is missing", json -> json.remove("n")),
        rejects("there are no keepers", json -> json.putArray("keepers")),
        rejects("a number comes twice", json -> keeper(json, 1).put("id", "keeper-1")),
        rejects(
            "an identity key comes twice",
            json -> keeper(json, 1).set("identityJwk", keeper(json, 0).get("identityJwk"))),
        rejects("a keeper is called something else", json -> keeper(json, 0).put("id", "peer-1")),
        rejects("a keeper has number 0", json -> keeper(json, 0).put("id", "keeper-0")),
        rejects("a number has a leading zero", json -> keeper(json, 0).put("id", "keeper-01")),
        rejects("a peerUrl is no address", json -> keeper(json, 0).put("peerUrl", "keeper-1")),
        rejects("a peerUrl is a file", json -> keeper(json, 0).put("peerUrl", "file:///etc")),
        rejects("a peerUrl is not a URL", json -> keeper(json, 0).put("peerUrl", "http://[")),
        rejects("a peerUrl is missing", json -> keeper(json, 0).remove("peerUrl")),
        rejects("a key is of another type", json -> jwk(json).put("kty", "EC")),
        rejects("a key is on another curve", json -> jwk(json).put("crv", "X25519")),
        rejects("a key is too short", json -> jwk(json).put("x", "AQ")),
        rejects("a key is no point", json -> jwk(json).put("x", notAPoint())),
        rejects("a key is of small order", json -> jwk(json).put("x", identityPoint())),
        rejects("a private key is in it", json -> jwk(json).put("d", identityPoint())));
  }

  private static DynamicTest rejects(String name, Consumer<ObjectNode> change) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          ObjectNode json = cluster(2, 3).toJson();
          change.accept(json);
          ObjectNode content = json.deepCopy();
          content.remove("cluster");
          content.get("keepers").forEach(k -> ((ObjectNode) k).remove("peerUrl"));
          json.put("cluster", Sha256.of(Jcs.canonical(content)).base64Url());
          assertThrows(DecodingException.class, () -> Cluster.read(bytes(json)));
        });
  }

  @Test
  void anIdThatDoesNotFitIsNotRead() throws DecodingException {
    ObjectNode other = cluster(2, 3).toJson();
    other.put("cluster", cluster(3, 3).toJson().get("cluster").textValue());
    assertThrows(DecodingException.class, () -> Cluster.read(bytes(other)));
    ObjectNode without = cluster(2, 3).toJson();
    without.remove("cluster");
    assertThrows(DecodingException.class, () -> Cluster.read(bytes(without)));
  }

  @Test
  void jsonWithTwoMeaningsIsNotRead() throws DecodingException {
    String good = new String(bytes(cluster(2, 3).toJson()), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            good.replaceFirst("\"t\":2", "\"t\":2,\"t\":2"),
            good.replaceFirst("\"t\":2", "\"t\":2.0"),
            good.replaceFirst("\"t\":2", "\"t\":2e0"),
            good + "{}",
            "\ufeff" + good,
            "[" + good + "]")) {
      assertThrows(
          DecodingException.class, () -> Cluster.read(bad.getBytes(StandardCharsets.UTF_8)), bad);
    }
  }

  private static ObjectNode keeper(ObjectNode json, int index) {
    return (ObjectNode) ((ArrayNode) json.get("keepers")).get(index);
  }

  private static ObjectNode jwk(ObjectNode json) {
    return (ObjectNode) keeper(json, 0).get("identityJwk");
  }

  private static String identityPoint() {
    byte[] bytes = new byte[32];
    bytes[0] = 1;
    return Bytes.of(bytes).base64Url();
  }

  private static String notAPoint() {
    byte[] bytes = new byte[32];
    bytes[0] = 2; // y = 2 has no x on edwards25519
    return Bytes.of(bytes).base64Url();
  }

  private static byte[] bytes(ObjectNode json) throws DecodingException {
    return Jcs.canonical(json);
  }
}
