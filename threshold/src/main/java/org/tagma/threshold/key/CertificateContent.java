package org.tagma.threshold.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * What all keepers of a key sign when it is made: CERT of spec/protocols.md 1.5.
 *
 * @param cluster 32 bytes
 * @param sid the session that made the generation, 32 bytes
 * @param generation from 1
 * @param usage SIGN or DECRYPT: one key never does both
 * @param threshold t
 * @param participants the holders, ascending; their number is n
 * @param publicKey X, not the identity
 * @param publicShares X_l, in the order of {@code participants}, none the identity
 * @param policy until when the key may be used; empty for always
 * @param assetOwner who the key belongs to, in the clients' terms: {@link #isOwner}; empty where
 *     nobody said
 * @param origin IMPORTED for a key that was whole once, in every generation of it; empty for one
 *     that never was
 */
public record CertificateContent(
    Bytes cluster,
    Bytes sid,
    String keyId,
    int generation,
    Curve curve,
    KeyUsage usage,
    int threshold,
    List<Participant> participants,
    Point publicKey,
    List<Point> publicShares,
    Optional<KeyPolicy> policy,
    Optional<String> assetOwner,
    Optional<KeyOrigin> origin) {
  private static final int LONGEST_OWNER = 255;

  /** Of a key that belongs to nobody in particular, and was made by its keepers. */
  public CertificateContent(
      Bytes cluster,
      Bytes sid,
      String keyId,
      int generation,
      Curve curve,
      KeyUsage usage,
      int threshold,
      List<Participant> participants,
      Point publicKey,
      List<Point> publicShares,
      Optional<KeyPolicy> policy) {
    this(
        cluster,
        sid,
        keyId,
        generation,
        curve,
        usage,
        threshold,
        participants,
        publicKey,
        publicShares,
        policy,
        Optional.empty(),
        Optional.empty());
  }

  /** Checks that the parts fit each other; the points are valid by their type. */
  public CertificateContent {
    participants = List.copyOf(participants);
    publicShares = List.copyOf(publicShares);
    if (threshold < 2
        || participants.size() < threshold
        || publicShares.size() != participants.size()) {
      throw new IllegalArgumentException("threshold, holders and shares do not fit");
    }
    if (publicKey.isIdentity() || publicShares.stream().anyMatch(Point::isIdentity)) {
      throw new IllegalArgumentException("the identity is no public key");
    }
    if (!assetOwner.map(CertificateContent::isOwner).orElse(true)) {
      throw new IllegalArgumentException("no name of an owner");
    }
  }

  /** Whether a text names an owner: 1 to 255 characters, not blank, and none of them a control. */
  public static boolean isOwner(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_OWNER
        && name.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /** n. */
  public int total() {
    return participants.size();
  }

  /** The holders' numbers, ascending. */
  public SortedSet<Integer> holders() {
    SortedSet<Integer> holders = new TreeSet<>();
    participants.forEach(p -> holders.add(p.number()));
    return holders;
  }

  /** X_l of {@code keeper}; IllegalArgumentException when it holds no share. */
  public Point publicShare(int keeper) {
    for (int i = 0; i < participants.size(); i++) {
      if (participants.get(i).number() == keeper) {
        return publicShares.get(i);
      }
    }
    throw new IllegalArgumentException("no holder of this key");
  }

  /** SHA-256 of the policy's JCS form; empty without a policy. */
  public Bytes policyHash() {
    return policy.map(KeyPolicy::hash).orElse(Bytes.empty());
  }

  /**
   * Whether the policies let this key be used so.
   *
   * @param now milliseconds since the epoch
   * @param latest the certificate of the key's active generation, which may be this one
   */
  public boolean permits(KeyPolicy.Use use, long now, CertificateContent latest) {
    boolean historical = generation < latest.generation && !publicKey.equals(latest.publicKey);
    boolean barred = historical && !(allowsHistorical() && latest.allowsHistorical());
    return !barred && policy.map(p -> p.permits(use, now)).orElse(true);
  }

  /**
   * Whether the policies let this key be used only for credentials that are good for one request.
   *
   * @param latest the certificate of the key's active generation, which may be this one
   */
  public boolean needsBound(CertificateContent latest) {
    return boundRequests() || latest.boundRequests();
  }

  private boolean boundRequests() {
    return policy.map(KeyPolicy::boundRequests).orElse(false);
  }

  private boolean allowsHistorical() {
    return policy.map(KeyPolicy::allowHistoricalProcess).orElse(true);
  }

  /**
   * The bytes under {@link #hash} (spec/protocols.md 9, item 21), after which comes the owner where
   * there is one; then the origin where there is one, behind an empty owner if need be, so that
   * neither is taken for the other.
   */
  public byte[] encode() {
    Tlv content = certified();
    if (origin.isPresent()) {
      Tlv owned = assetOwner.map(content::text).orElseGet(() -> content.bytes(Bytes.empty()));
      return owned.text(origin.get().name()).encode();
    }
    return assetOwner.map(content::text).orElse(content).encode();
  }

  private Tlv certified() {
    return Tlv.of()
        .text("cert")
        .bytes(cluster)
        .bytes(sid)
        .text(keyId)
        .u32(generation)
        .text(curve.apiName())
        .text(usage.name())
        .u32(threshold)
        .u32(total())
        .list(Participant.rows(participants))
        .point(publicKey)
        .list(publicShares.stream().map(p -> Tlv.of().point(p)).toList())
        .bytes(policyHash());
  }

  /** certHash. */
  public Bytes hash() {
    return Sha256.of(encode());
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cluster", cluster.base64Url())
        .put("sid", sid.base64Url())
        .put("keyId", keyId)
        .put("generation", generation)
        .put("curve", curve.apiName())
        .put("usage", usage.name())
        .put("t", threshold)
        .put("n", total())
        .put("publicKey", Bytes.of(publicKey.encode()).base64Url());
    policy.ifPresent(p -> json.set("policy", p.toJson()));
    assetOwner.ifPresent(owner -> json.put("assetOwner", owner));
    origin.ifPresent(o -> json.put("origin", o.name()));
    json.set("participants", SessionPreimage.participantsToJson(participants));
    var shares = json.putArray("publicShares");
    publicShares.forEach(p -> shares.add(Bytes.of(p.encode()).base64Url()));
    return json;
  }

  /** Reads {@link #toJson} strictly. */
  public static CertificateContent fromJson(JsonNode json) throws DecodingException {
    try {
      Members m = Members.of(json);
      Curve curve = Curve.named(m.text("curve"));
      List<Point> shares = new ArrayList<>();
      for (Bytes share : m.byteStrings("publicShares", 16)) {
        shares.add(curve.decodePoint(share.toArray()));
      }
      CertificateContent content =
          new CertificateContent(
              m.bytes("cluster", 32),
              m.bytes("sid", 32),
              m.text("keyId"),
              m.integer("generation", 1, Integer.MAX_VALUE),
              curve,
              KeyUsage.valueOf(m.text("usage")),
              m.integer("t", 2, 16),
              SessionPreimage.participantsFromJson(m.array("participants", 16)),
              curve.decodePoint(m.bytes("publicKey").toArray()),
              shares,
              m.has("policy")
                  ? Optional.of(KeyPolicy.fromJson(m.object("policy")))
                  : Optional.empty(),
              m.has("assetOwner") ? Optional.of(m.text("assetOwner")) : Optional.empty(),
              m.has("origin")
                  ? Optional.of(KeyOrigin.valueOf(m.text("origin")))
                  : Optional.empty());
      m.integer("n", content.total(), content.total());
      m.end();
      return content;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a certificate: " + e.getMessage());
    }
  }
}
