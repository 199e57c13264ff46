package org.tagma.threshold.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

/** Session ids and views against the oracle's known answers (spec/protocols.md 9, items 9, 10). */
class SessionKnownAnswersTest {
  private static final JsonNode KNOWN = KnownAnswers.own("session");
  private static final JsonNode VIEWS = KNOWN.get("views");
  private static final Set<String> HASHES =
      Set.of("cluster", "certHash", "auxBundleHash", "requestDigest", "nonce");

  /** The pre-image as our JSON says it, read back by our reader. */
  private static SessionPreimage preimage(ObjectNode fields) throws DecodingException {
    ObjectNode json = fields.deepCopy();
    for (String hash : HASHES) {
      json.put(hash, Bytes.fromHex(fields.get(hash).textValue()).base64Url());
    }
    json.put("coordinator", KeeperName.of(fields.get("coordinator").intValue()));
    ArrayNode participants = json.putArray("participants");
    for (JsonNode row : fields.get("participants")) {
      participants
          .addObject()
          .put("id", KeeperName.of(row.get(0).intValue()))
          .put("thumbprint", Bytes.fromHex(row.get(1).textValue()).base64Url());
    }
    return SessionPreimage.fromJson(json);
  }

  private static ObjectNode fields() {
    return (ObjectNode) KNOWN.get("sid").get("fields");
  }

  @Test
  void thePreimageAndItsHashAreTheKnownOnes() throws DecodingException {
    SessionPreimage preimage = preimage(fields());
    assertEquals(
        KNOWN.get("sid").get("preimage").textValue(), HexFormat.of().formatHex(preimage.encode()));
    assertEquals(KNOWN.get("sid").get("sid").textValue(), preimage.sid().hex());
    assertEquals(preimage, SessionPreimage.fromJson(preimage.toJson()));
  }

  @Test
  void everyFieldChangesTheSessionIdToTheKnownOne() throws DecodingException {
    List<String> changed = new ArrayList<>();
    for (JsonNode change : KNOWN.get("sid").get("oneFieldChanged")) {
      String field = change.get("field").textValue();
      ObjectNode other = fields().deepCopy();
      other.set(field, change.get("value"));
      assertEquals(change.get("sid").textValue(), preimage(other).sid().hex(), field);
      changed.add(field);
    }
    List<String> all = new ArrayList<>();
    fields().fieldNames().forEachRemaining(all::add);
    Collections.sort(all);
    Collections.sort(changed);
    assertEquals(all, changed);
  }

  @Test
  void viewsAreTheKnownHashChain() {
    Bytes sid = hex(VIEWS.get("sid"));
    Bytes view = Views.initial(sid);
    assertEquals(VIEWS.get("view_0").textValue(), view.hex());
    for (JsonNode round : VIEWS.get("rounds")) {
      int number = round.get("round").intValue();
      List<Views.Row> rows = new ArrayList<>(rows(round));
      Bytes next = Views.next(sid, number, view, rows);
      assertEquals(VIEWS.get("view_" + number).textValue(), next.hex());
      Collections.reverse(rows);
      assertEquals(next, Views.next(sid, number, view, rows));
      view = next;
    }
  }

  private static List<Views.Row> rows(JsonNode round) {
    List<Views.Row> rows = new ArrayList<>();
    for (JsonNode envelope : round.get("envelopes")) {
      byte[] input = envelope.get("signingInput").textValue().getBytes(StandardCharsets.US_ASCII);
      assertEquals(envelope.get("sha256").textValue(), Sha256.of(input).hex());
      rows.add(
          new Views.Row(
              envelope.get("from").intValue(),
              envelope.get("kind").textValue(),
              envelope.get("to").intValue(),
              Sha256.of(input)));
    }
    return rows;
  }

  @Test
  void everyChangeOfAnEnvelopeGivesTheKnownOtherView() {
    Bytes sid = hex(VIEWS.get("sid"));
    List<Views.Row> rows = rows(VIEWS.get("rounds").get(0));
    Views.Row two = rows.get(0);
    Views.Row one = rows.get(1);
    assertEquals(List.of(2, 1), List.of(two.from(), one.from()));
    Bytes other = Sha256.of("tagma-oracle|x".getBytes(StandardCharsets.US_ASCII));
    int checked = 0;
    for (JsonNode variant : VIEWS.get("variants")) {
      List<Views.Row> changed =
          switch (variant.get("change").textValue()) {
            case "order of arrival" -> List.of(one, two);
            case "kind of keeper 2" ->
                List.of(new Views.Row(2, "frost.commit2", two.to(), two.hash()), one);
            case "to of keeper 2" -> List.of(new Views.Row(2, two.kind(), 1, two.hash()), one);
            case "hash of keeper 1" -> List.of(two, new Views.Row(1, one.kind(), one.to(), other));
            case "one envelope missing" -> List.of(two);
            default -> throw new IllegalStateException("a variant this test does not know");
          };
      assertEquals(
          variant.get("view_1").textValue(),
          Views.next(sid, 1, Views.initial(sid), changed).hex(),
          variant.get("change").textValue());
      checked++;
    }
    assertEquals(5, checked);
  }

  @Test
  void rowsAreSortedByNumberThenKindThenAddressee() {
    Bytes sid = hex(VIEWS.get("sid"));
    List<Views.Row> rows = new ArrayList<>();
    for (JsonNode entry : VIEWS.get("sorting").get("entries")) {
      rows.add(
          new Views.Row(
              entry.get(0).intValue(),
              entry.get(1).textValue(),
              entry.get(2).intValue(),
              hex(entry.get(3))));
    }
    assertEquals(
        VIEWS.get("sorting").get("view_1").textValue(),
        Views.next(sid, 1, Views.initial(sid), rows).hex());
  }

  @Test
  void theOraclesEnvelopesAreReadAndWrittenAlike() throws DecodingException {
    SessionPreimage session = preimage(fields());
    int read = 0;
    for (JsonNode round : VIEWS.get("rounds")) {
      for (JsonNode known : round.get("envelopes")) {
        String input = known.get("signingInput").textValue();
        // the oracle signs nothing: any 64 bytes stand for the signature, which is checked
        // elsewhere
        Jws jws = Jws.parse(input + "." + Bytes.of(new byte[64]).base64Url());
        assertEquals(input, jws.signingInput());
        assertEquals(known.get("sha256").textValue(), jws.hash().hex());
        Envelope envelope = Envelope.read(jws);
        assertEquals(known.get("from").intValue(), envelope.from());
        assertEquals(known.get("to").intValue(), envelope.to());
        assertEquals(known.get("kind").textValue(), envelope.kind());
        assertEquals(round.get("round").intValue(), envelope.round());
        assertEquals(hex(VIEWS.get("sid")), envelope.sid());
        assertTrue(envelope.belongsTo(session));
        assertEquals(
            VIEWS.get("view_" + (envelope.round() - 1)).textValue(), envelope.view().hex());
        byte[] payload = jws.payload().toArray();
        assertEquals(Bytes.of(payload), Bytes.of(Jcs.canonical(Jcs.parse(payload))));
        read++;
      }
    }
    assertEquals(4, read);
  }

  private static Bytes hex(JsonNode node) {
    return Bytes.fromHex(node.textValue());
  }
}
