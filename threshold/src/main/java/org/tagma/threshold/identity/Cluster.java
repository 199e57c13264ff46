package org.tagma.threshold.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/**
 * The trust root: {@code cluster.json}, the same file on every keeper, which pins the founding
 * identity keys (DESIGN section 4). Its {@code cluster} member is the base64url SHA-256 of its JCS
 * form without {@code cluster} and the peerUrls; a file whose value does not fit is rejected.
 *
 * @param id 32 bytes
 * @param threshold t, from 2 to n
 * @param keepers ascending by number, at most {@value #MAX_KEEPERS}
 */
public record Cluster(Bytes id, int threshold, List<Member> keepers) {
  /** One coordinator and 15 peer slots. */
  public static final int MAX_KEEPERS = 16;

  /** A keeper, where its peers reach it, and its founding identity key. */
  public record Member(int number, URI peerUrl, IdentityKey key) {}

  /** A cluster of these members; its id is computed. */
  public static Cluster of(int threshold, List<Member> members) throws DecodingException {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparingInt(Member::number));
    check(threshold, sorted);
    return new Cluster(identify(threshold, sorted), threshold, List.copyOf(sorted));
  }

  /** Reads {@code cluster.json}. */
  public static Cluster read(byte[] utf8) throws DecodingException {
    Members file = Members.of(Jcs.parse(utf8));
    Bytes id = file.bytes("cluster");
    int threshold = file.integer("t", 2, MAX_KEEPERS);
    int total = file.integer("n", 2, MAX_KEEPERS);
    List<Member> members = new ArrayList<>();
    for (JsonNode node : file.array("keepers", MAX_KEEPERS)) {
      Members keeper = Members.of(node);
      int number = KeeperName.number(keeper.text("id"));
      URI peerUrl = url(keeper.text("peerUrl"));
      members.add(
          new Member(number, peerUrl, IdentityKey.fromJwk(number, keeper.object("identityJwk"))));
      keeper.end();
    }
    file.end();
    Cluster cluster = of(threshold, members);
    if (members.size() != total) {
      throw new DecodingException("n is not the number of keepers");
    }
    if (!cluster.id().equals(id)) {
      throw new DecodingException("the cluster id does not fit the file's content");
    }
    return cluster;
  }

  /** The file's content. */
  public ObjectNode toJson() {
    ObjectNode json = content(threshold, keepers);
    json.put("cluster", id.base64Url());
    ArrayNode rows = (ArrayNode) json.get("keepers");
    for (int i = 0; i < rows.size(); i++) {
      ((ObjectNode) rows.get(i)).put("peerUrl", keepers.get(i).peerUrl().toString());
    }
    return json;
  }

  /** n. */
  public int total() {
    return keepers.size();
  }

  public Optional<Member> member(int number) {
    return keepers.stream().filter(m -> m.number() == number).findFirst();
  }

  /** The founding identity keys. */
  public KeyRing keyRing() {
    return new KeyRing(keepers.stream().map(Member::key).toList());
  }

  /** The founding keys as {@code self} keeps them. */
  public KeyRing keyRing(KeeperIdentity self) {
    return KeyRing.of(self, keepers.stream().map(Member::key).toList());
  }

  private static void check(int threshold, List<Member> members) throws DecodingException {
    if (threshold < 2 || members.size() < threshold || members.size() > MAX_KEEPERS) {
      throw new DecodingException("t must be from 2 to n, and n at most " + MAX_KEEPERS);
    }
    if (members.stream().map(Member::number).distinct().count() != members.size()
        || members.stream().map(m -> m.key().thumbprint()).distinct().count() != members.size()) {
      throw new DecodingException("two keepers share a number or an identity key");
    }
  }

  private static Bytes identify(int threshold, List<Member> members) throws DecodingException {
    return Sha256.of(Jcs.canonical(content(threshold, members)));
  }

  private static ObjectNode content(int threshold, List<Member> members) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("t", threshold).put("n", members.size());
    ArrayNode rows = json.putArray("keepers");
    for (Member member : members) {
      rows.addObject()
          .put("id", KeeperName.of(member.number()))
          .set("identityJwk", member.key().jwk());
    }
    return json;
  }

  private static URI url(String text) throws DecodingException {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a peerUrl is not an http or https address");
    }
    throw new DecodingException("a peerUrl is not an http or https address");
  }
}
