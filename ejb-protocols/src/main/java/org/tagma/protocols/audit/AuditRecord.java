package org.tagma.protocols.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.ChainPosition;
import org.tagma.persistence.audit.FaultRow;
import org.tagma.persistence.audit.Naming;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

/**
 * An audit record: its JSON without {@code hash} and {@code signature}, and the canonical form of
 * that, which both are made of. The index, that is columns and rows of the database, is computed
 * from the JSON and nothing else; so it can be computed again and compared.
 */
final class AuditRecord {
  private static final int LONGEST_COLUMN = 255;
  private static final ObjectMapper MAPPER =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private final ObjectNode json;
  private final String canonical;

  private AuditRecord(ObjectNode json, String canonical) {
    this.json = json;
    this.canonical = canonical;
  }

  /** The record of an entry at its place in the chain. */
  static AuditRecord of(
      AuditEntry entry, RecordSigner signer, String id, long timestamp, ChainPosition position) {
    ObjectNode json = MAPPER.valueToTree(entry);
    json.setAll((ObjectNode) MAPPER.valueToTree(entry.faults()));
    json.put("id", id)
        .put("peerId", KeeperName.of(signer.keeper()))
        .put("sequence", position.sequence())
        .put("integrityKeyVersion", signer.keyVersion())
        .put("timestamp", timestamp)
        .put("previousHash", position.previousHash());
    try {
      return new AuditRecord(json, new String(Jcs.canonical(json), StandardCharsets.UTF_8));
    } catch (DecodingException e) {
      throw new IllegalStateException("an audit record has no canonical form", e);
    }
  }

  /**
   * Reads a stored record.
   *
   * @throws DecodingException when it is not the canonical JSON of a record
   */
  static AuditRecord parse(String canonical) throws DecodingException {
    if (Jcs.parseCanonical(canonical.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode json) {
      return new AuditRecord(json, canonical);
    }
    throw new DecodingException("not a record");
  }

  byte[] bytes() {
    return canonical.getBytes(StandardCharsets.UTF_8);
  }

  /** SHA-256 of the bytes, base64url. */
  String hash() {
    return Sha256.of(bytes()).base64Url();
  }

  /** The record with the two members that stand beside what they cover. */
  static ObjectNode published(AuditRow row) throws DecodingException {
    return parse(row.canonical()).json.put("hash", row.hash()).put("signature", row.signature());
  }

  /** The row to store, or that should be stored. */
  AuditRow row(String signature) {
    long timestamp = json.path("timestamp").longValue();
    return new AuditRow(
        json.path("sequence").longValue(),
        json.path("id").asText(),
        json.path("event").asText(),
        timestamp,
        AuditRow.dayOf(timestamp),
        column("auth", "subject"),
        column("context", "operationId"),
        column("context", "sid"),
        column("crypto", "kid"),
        integer(json.path("outcome").path("statusCode")),
        column("outcome", "error"),
        namings(),
        faults(),
        canonical,
        hash(),
        json.path("previousHash").asText(),
        signature);
  }

  private List<Naming> namings() {
    List<Naming> namings = new ArrayList<>();
    name(namings, Naming.IMPOSTER, "imposters");
    name(namings, Naming.DEAD, "dead");
    name(namings, Naming.REFUSED, "refused");
    return namings;
  }

  private void name(List<Naming> namings, String list, String member) {
    json.path(member).forEach(keeper -> namings.add(new Naming(list, keeper.asText())));
  }

  private List<FaultRow> faults() {
    List<FaultRow> faults = new ArrayList<>();
    for (JsonNode fault :
        json.path("faults") instanceof ArrayNode array ? array : List.<JsonNode>of()) {
      faults.add(
          new FaultRow(
              fault.path("keeper").asText(),
              fault.path("verdict").asText(),
              text(fault.path("rule")),
              text(fault.path("cause")),
              text(fault.path("reason")),
              integer(fault.path("round")),
              integer(fault.path("attempt")),
              text(fault.path("evidence")),
              fault.hasNonNull("afterMillis") ? fault.path("afterMillis").longValue() : null,
              text(fault.path("claimedBy"))));
    }
    return faults;
  }

  /** What a client chose may be too long, or hold what PostgreSQL's text can't. */
  private String column(String object, String member) {
    String value = text(json.path(object).path(member));
    if (value == null) {
      return null;
    }
    return clipped(value).replace('\0', '\uFFFD');
  }

  private static String clipped(String value) {
    if (value.length() <= LONGEST_COLUMN) {
      return value;
    }
    boolean splits = Character.isHighSurrogate(value.charAt(LONGEST_COLUMN - 1));
    return value.substring(0, splits ? LONGEST_COLUMN - 1 : LONGEST_COLUMN);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static Integer integer(JsonNode node) {
    return node.isInt() ? node.intValue() : null;
  }
}
