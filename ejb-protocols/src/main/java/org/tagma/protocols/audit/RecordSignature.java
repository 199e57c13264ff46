package org.tagma.protocols.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.wire.Jws;

/** Whether a record is signed by the keeper whose record it is. */
final class RecordSignature {
  private static final String GAP = "..";

  private RecordSignature() {}

  /**
   * Checks a signature of {@link RecordSigner}.
   *
   * @param keeper whose record it is
   * @param keys all identity keys ever used
   * @throws DecodingException when it is no such signature
   */
  static boolean isGood(AuditRecord record, String signature, int keeper, KeyRing keys)
      throws DecodingException {
    int gap = signature.indexOf(GAP);
    if (gap < 0) {
      return false;
    }
    String payload = Bytes.of(record.bytes()).base64Url();
    Jws jws = Jws.parse(signature.substring(0, gap + 1) + payload + signature.substring(gap + 1));
    Optional<IdentityKey> key = keys.find(jws.from(), jws.thumbprint());
    return jws.typ().equals(RecordSigner.TYPE)
        && jws.from() == keeper
        && key.isPresent()
        && jws.isSignedBy(key.get());
  }

  /**
   * Checks a record as it was published, of any keeper of the cluster; its {@code hash} and {@code
   * signature} may stand in it or be left out.
   */
  static boolean isGood(ObjectNode published, String signature, KeyRing keys) {
    ObjectNode json = published.deepCopy();
    json.remove("signature");
    String hash = json.path("hash").asText();
    json.remove("hash");
    try {
      AuditRecord record =
          AuditRecord.parse(new String(Jcs.canonical(json), StandardCharsets.UTF_8));
      int keeper = KeeperName.number(json.path("peerId").asText());
      return (hash.isEmpty() || hash.equals(record.hash()))
          && isGood(record, signature, keeper, keys);
    } catch (DecodingException e) {
      return false;
    }
  }
}
