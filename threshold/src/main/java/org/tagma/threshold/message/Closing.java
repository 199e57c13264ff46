package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;

/**
 * CLOSE: how the session ended for its coordinator.
 *
 * @param outcome for instance SUCCESS or the error's name
 * @param evidence for each imposter, believed only when it verifies
 * @param claims whom the coordinator calls dead; never more than a claim
 */
public record Closing(
    Bytes sid, int attempt, String outcome, List<Evidence> evidence, List<Claim> claims)
    implements Content {
  public static final Kind<Closing> KIND =
      new Kind<>(
          "close",
          m ->
              new Closing(
                  m.bytes("sid", 32),
                  m.integer("attempt", 1, Integer.MAX_VALUE),
                  outcome(m.text("outcome")),
                  Evidence.listFromJson(m.array("evidence", 32)),
                  claims(m.array("claims", 64))));

  /** The coordinator's word that a keeper stayed silent. */
  public record Claim(int keeper, CauseOfDeath cause, int round) {}

  @Override
  public Kind<Closing> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sid", sid.base64Url()).put("attempt", attempt).put("outcome", outcome);
    json.set("evidence", Evidence.listToJson(evidence));
    var rows = json.putArray("claims");
    claims.forEach(
        c ->
            rows.addObject()
                .put("keeper", KeeperName.of(c.keeper()))
                .put("cause", c.cause().name())
                .put("round", c.round()));
    return json;
  }

  private static String outcome(String text) throws DecodingException {
    if (!text.matches("[A-Z_]{1,64}")) {
      throw new DecodingException("not an outcome");
    }
    return text;
  }

  private static List<Claim> claims(List<JsonNode> rows) throws DecodingException {
    List<Claim> claims = new ArrayList<>();
    for (JsonNode row : rows) {
      Members m = Members.of(row);
      try {
        claims.add(
            new Claim(
                KeeperName.number(m.text("keeper")),
                CauseOfDeath.valueOf(m.text("cause")),
                m.integer("round", 0, 64)));
      } catch (IllegalArgumentException e) {
        throw new DecodingException("unknown cause of death");
      }
      m.end();
    }
    return claims;
  }
}
