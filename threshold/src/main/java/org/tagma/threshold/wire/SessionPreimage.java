package org.tagma.threshold.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;

/**
 * Everything that a session id commits to (spec/protocols.md 4.2 and 9, items 2, 5, 9).
 *
 * @param protocolVersion {@value #VERSION}
 * @param cluster 32 bytes
 * @param operationId the client's operation
 * @param coordinator the keeper that opens the session
 * @param protocol for instance {@code FROST}
 * @param suite the protocol's ciphersuite
 * @param generation the key's generation, at least 1
 * @param certHash 32 bytes, or empty where no certificate exists yet
 * @param threshold t
 * @param total n
 * @param participants the session's members, ascending
 * @param auxBundleHash 32 bytes, or empty
 * @param requestDigest SHA-256(JCS({op, request}))
 * @param attempt counts every session opened for the operation, from 1
 * @param openedAt epoch milliseconds
 * @param notAfter epoch milliseconds; nobody sends anything in the session later
 * @param nonce 32 fresh bytes
 */
public record SessionPreimage(
    int protocolVersion,
    Bytes cluster,
    String operationId,
    int coordinator,
    String protocol,
    String suite,
    String keyId,
    int generation,
    Bytes certHash,
    int threshold,
    int total,
    List<Participant> participants,
    Bytes auxBundleHash,
    Bytes requestDigest,
    int attempt,
    long openedAt,
    long notAfter,
    Bytes nonce) {
  public static final int VERSION = 1;

  private static final int MAX_PARTICIPANTS = 16;
  private static final long MAX_TIME = 1L << 52;

  /** The bytes that are hashed. */
  public byte[] encode() {
    return Tlv.of()
        .text("sid")
        .u32(protocolVersion)
        .bytes(cluster)
        .text(operationId)
        .u32(coordinator)
        .text(protocol)
        .text(suite)
        .text(keyId)
        .u32(generation)
        .bytes(certHash)
        .u32(threshold)
        .u32(total)
        .list(Participant.rows(participants))
        .bytes(auxBundleHash)
        .bytes(requestDigest)
        .u32(attempt)
        .integer(openedAt)
        .integer(notAfter)
        .bytes(nonce)
        .encode();
  }

  /** The session id. */
  public Bytes sid() {
    return Sha256.of(encode());
  }

  /** The members' numbers, ascending. */
  public SortedSet<Integer> members() {
    SortedSet<Integer> numbers = new TreeSet<>();
    participants.forEach(p -> numbers.add(p.number()));
    return numbers;
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("protocolVersion", protocolVersion)
        .put("cluster", cluster.base64Url())
        .put("operationId", operationId)
        .put("coordinator", KeeperName.of(coordinator))
        .put("protocol", protocol)
        .put("suite", suite)
        .put("keyId", keyId)
        .put("generation", generation)
        .put("certHash", certHash.base64Url())
        .put("t", threshold)
        .put("n", total)
        .put("auxBundleHash", auxBundleHash.base64Url())
        .put("requestDigest", requestDigest.base64Url())
        .put("attempt", attempt)
        .put("openedAt", openedAt)
        .put("notAfter", notAfter)
        .put("nonce", nonce.base64Url());
    json.set("participants", participantsToJson(participants));
    return json;
  }

  /** Reads {@link #toJson} strictly: ranges, ascending participants, no unknown member. */
  public static SessionPreimage fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    SessionPreimage preimage =
        new SessionPreimage(
            m.integer("protocolVersion", 1, Integer.MAX_VALUE),
            m.bytes("cluster", 32),
            shortText(m, "operationId"),
            KeeperName.number(m.text("coordinator")),
            shortText(m, "protocol"),
            shortText(m, "suite"),
            shortText(m, "keyId"),
            m.integer("generation", 1, Integer.MAX_VALUE),
            digestOrEmpty(m, "certHash"),
            m.integer("t", 2, MAX_PARTICIPANTS),
            m.integer("n", 2, MAX_PARTICIPANTS),
            participantsFromJson(m.array("participants", MAX_PARTICIPANTS)),
            digestOrEmpty(m, "auxBundleHash"),
            m.bytes("requestDigest", 32),
            m.integer("attempt", 1, Integer.MAX_VALUE),
            m.longInteger("openedAt", 0, MAX_TIME),
            m.longInteger("notAfter", 0, MAX_TIME),
            m.bytes("nonce", 32));
    m.end();
    return preimage;
  }

  /** [{id, thumbprint}], ascending. */
  public static ArrayNode participantsToJson(List<Participant> participants) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    participants.forEach(
        p ->
            rows.addObject()
                .put("id", KeeperName.of(p.number()))
                .put("thumbprint", p.thumbprint().base64Url()));
    return rows;
  }

  /** Reads {@link #participantsToJson}. */
  public static List<Participant> participantsFromJson(List<JsonNode> rows)
      throws DecodingException {
    List<Participant> participants = new ArrayList<>();
    int previous = 0;
    for (JsonNode row : rows) {
      Members m = Members.of(row);
      Participant participant =
          new Participant(KeeperName.number(m.text("id")), m.bytes("thumbprint", 32));
      m.end();
      if (participant.number() <= previous) {
        throw new DecodingException("participants are not ascending");
      }
      previous = participant.number();
      participants.add(participant);
    }
    return List.copyOf(participants);
  }

  private static String shortText(Members m, String name) throws DecodingException {
    String text = m.text(name);
    if (text.isEmpty() || text.length() > 255) {
      throw new DecodingException(name + " has no usable length");
    }
    return text;
  }

  private static Bytes digestOrEmpty(Members m, String name) throws DecodingException {
    Bytes bytes = m.bytes(name);
    if (bytes.length() != 0 && bytes.length() != 32) {
      throw new DecodingException(name + " is not a digest");
    }
    return bytes;
  }
}
