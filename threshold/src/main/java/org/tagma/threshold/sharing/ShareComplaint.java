package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;

/**
 * Receiver j says that the share from a dealer is bad, and opens it for everybody: Z = ek_j U with
 * a proof that it is that ({@code spec/protocols.md} 2.2). One of the two is named, always.
 *
 * @param dealer whom it is about
 * @param sharedPoint Z, encoded
 * @param a1 A1 of Pi_dleq, encoded
 * @param a2 A2 of Pi_dleq, encoded
 * @param response z of Pi_dleq, encoded
 */
public record ShareComplaint(int dealer, Bytes sharedPoint, Bytes a1, Bytes a2, Bytes response) {
  private static final String STEP = "complaint";

  /**
   * Complains about {@code share}, which has passed the public checks.
   *
   * @param decryptionKey ek_j
   * @param nonce fresh and uniform; used up
   */
  public static ShareComplaint make(
      SharingContext.Stage stage,
      int complainer,
      int dealer,
      SealedShare share,
      SecretScalar decryptionKey,
      SecretScalar nonce) {
    Point u;
    try {
      u = share.oneTimeKey(stage.context());
    } catch (DecodingException e) {
      throw new IllegalArgumentException("the public checks come before a complaint", e);
    }
    Point z = decryptionKey.times(u);
    DleqProof proof =
        DleqProof.prove(
            context(stage, complainer), u, decryptionKey, decryptionKey.timesGenerator(), z, nonce);
    return new ShareComplaint(
        dealer,
        Bytes.of(z.encode()),
        Bytes.of(proof.a1().encode()),
        Bytes.of(proof.a2().encode()),
        Bytes.of(proof.response().encode()));
  }

  /**
   * Whether the complaint is right: then the dealer broke {@link SharingFault#SHARE}, else the
   * complainer broke {@link SharingFault#COMPLAINT}.
   *
   * @param share what the dealer sent to the complainer
   * @param receiverKey EK_j, as the dealer saw it
   * @param fits whether a share times G is what the dealer's commitments say
   */
  public boolean isRight(
      SharingContext.Stage stage,
      int complainer,
      SealedShare share,
      Point receiverKey,
      Predicate<Point> fits) {
    SharingContext context = stage.context();
    try {
      Point u = share.oneTimeKey(context);
      Point z = context.point(sharedPoint);
      boolean proved =
          Encoded.dleq(context.curve(), a1, a2, response)
              .map(proof -> proof.verify(context(stage, complainer), u, receiverKey, z))
              .orElse(false);
      if (!proved) {
        return false;
      }
      Optional<SecretScalar> opened = share.open(context, dealer, complainer, receiverKey, z);
      return opened.isEmpty() || !fits.test(opened.get().timesGenerator());
    } catch (DecodingException e) {
      return false;
    }
  }

  private static ProofContext context(SharingContext.Stage stage, int complainer) {
    return stage.proof(complainer, 0, STEP);
  }

  private ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("dealer", KeeperName.of(dealer))
        .put("Z", sharedPoint.base64Url())
        .put("A1", a1.base64Url())
        .put("A2", a2.base64Url())
        .put("z", response.base64Url());
  }

  private static ShareComplaint read(Members m) throws DecodingException {
    return new ShareComplaint(
        KeeperName.number(m.text("dealer")),
        m.bytes("Z"),
        m.bytes("A1"),
        m.bytes("A2"),
        m.bytes("z"));
  }

  /** A list, ascending by dealer. */
  public static ArrayNode toJson(List<ShareComplaint> complaints) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    complaints.forEach(complaint -> json.add(complaint.toJson()));
    return json;
  }

  /** Reads {@link #toJson(List)} strictly. */
  public static List<ShareComplaint> readAll(List<JsonNode> nodes) throws DecodingException {
    List<ShareComplaint> complaints = new ArrayList<>();
    int previous = 0;
    for (JsonNode node : nodes) {
      Members m = Members.of(node);
      ShareComplaint complaint = read(m);
      m.end();
      if (complaint.dealer() <= previous) {
        throw new DecodingException("complaints are not ascending");
      }
      previous = complaint.dealer();
      complaints.add(complaint);
    }
    return complaints;
  }
}
