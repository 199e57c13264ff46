package org.tagma.threshold.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * What proves an accusation to anyone, years later, without a network (DESIGN section 4,
 * spec/protocols.md 4.6). Holds signed messages and public data only. A claim until a verifier says
 * PROVED.
 *
 * @param rule the id of the broken rule
 * @param accused the keeper that broke it
 * @param session the pre-image of the session
 * @param request {op, request} as the session's request digest covers it, where the rule needs it
 * @param certificate the content of the key's certificate, where the session has one
 * @param auxBundle the keepers' moduli, where the session has some
 * @param exhibits the signed messages, exact bytes, in compact form
 * @param keyStatements statements that lead from a pinned identity key to the ones used, where they
 *     are not pinned
 */
public record Evidence(
    String rule,
    int accused,
    SessionPreimage session,
    Optional<ObjectNode> request,
    Optional<ObjectNode> certificate,
    Optional<ObjectNode> auxBundle,
    List<String> exhibits,
    List<String> keyStatements) {
  public static final int VERSION = 1;

  /** At most so many signed messages in one piece of evidence. */
  public static final int MAX_EXHIBITS = 256;

  /**
   * Evidence from signed messages alone.
   *
   * @param keys says which statements lead to the keys that signed
   */
  public static Evidence of(
      Rule rule, int accused, SessionPreimage session, List<String> exhibits, KeyRing keys) {
    return new Evidence(
        rule.id(),
        accused,
        session,
        Optional.empty(),
        Optional.empty(),
        exhibits,
        statements(session, keys));
  }

  /** The statements that lead to the keys of everybody in {@code session}. */
  public static List<String> statements(SessionPreimage session, KeyRing keys) {
    List<Integer> keepers = new ArrayList<>(session.members());
    keepers.add(session.coordinator());
    return keys.statements(keepers);
  }

  /** Evidence from a session without moduli. */
  public Evidence(
      String rule,
      int accused,
      SessionPreimage session,
      Optional<ObjectNode> request,
      Optional<ObjectNode> certificate,
      List<String> exhibits,
      List<String> keyStatements) {
    this(rule, accused, session, request, certificate, Optional.empty(), exhibits, keyStatements);
  }

  /** SHA-256 of the JCS form: the evidence's name. */
  public Bytes hash() {
    try {
      return Sha256.of(Jcs.canonical(toJson()));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("v", VERSION).put("rule", rule).put("accused", KeeperName.of(accused));
    json.set("session", session.toJson());
    request.ifPresent(r -> json.set("request", r));
    certificate.ifPresent(c -> json.set("certificate", c));
    auxBundle.ifPresent(a -> json.set("auxBundle", a));
    texts(json.putArray("envelopes"), exhibits);
    texts(json.putArray("keyStatements"), keyStatements);
    return json;
  }

  /** Reads {@link #toJson} strictly. */
  public static Evidence fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    m.integer("v", VERSION, VERSION);
    Evidence evidence =
        new Evidence(
            m.text("rule"),
            KeeperName.number(m.text("accused")),
            SessionPreimage.fromJson(m.object("session")),
            m.has("request") ? Optional.of(m.object("request")) : Optional.empty(),
            m.has("certificate") ? Optional.of(m.object("certificate")) : Optional.empty(),
            m.has("auxBundle") ? Optional.of(m.object("auxBundle")) : Optional.empty(),
            m.texts("envelopes", MAX_EXHIBITS),
            m.texts("keyStatements", MAX_EXHIBITS));
    m.end();
    return evidence;
  }

  /** Reads a JSON array of evidence. */
  public static List<Evidence> listFromJson(List<JsonNode> nodes) throws DecodingException {
    List<Evidence> list = new ArrayList<>();
    for (JsonNode node : nodes) {
      list.add(fromJson(node));
    }
    return list;
  }

  /** The evidence as a JSON array. */
  public static ArrayNode listToJson(List<Evidence> evidence) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    evidence.forEach(e -> array.add(e.toJson()));
    return array;
  }

  private static void texts(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
