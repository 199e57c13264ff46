package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Members;

/**
 * Everything that one dealer seals in one message.
 *
 * @param byReceiver E_ij by receiver j; none for the dealer itself
 */
public record SealedShares(SortedMap<Integer, SealedShare> byReceiver) {
  /** Receivers at the most. */
  public static final int MAX = 16;

  /** Takes a copy. */
  public SealedShares {
    byReceiver = Collections.unmodifiableSortedMap(new TreeMap<>(byReceiver));
  }

  /** Of a keeper that seals nothing. */
  public static SealedShares none() {
    return new SealedShares(new TreeMap<>());
  }

  /** The shares for {@code receiver} in everybody's messages, by dealer. */
  public static SortedMap<Integer, SealedShare> of(
      int receiver, SortedMap<Integer, SealedShares> byDealer) {
    SortedMap<Integer, SealedShare> sealed = new TreeMap<>();
    byDealer.forEach(
        (dealer, shares) -> {
          if (shares.byReceiver().containsKey(receiver)) {
            sealed.put(dealer, shares.byReceiver().get(receiver));
          }
        });
    return sealed;
  }

  /**
   * Seals a share for each receiver.
   *
   * @param share makes f_i(j), a new secret, which is destroyed here
   * @param receiverKeys EK_j of all but the dealer
   */
  public static SealedShares seal(
      SharingContext.Stage stage,
      int dealer,
      IntFunction<SecretScalar> share,
      SortedMap<Integer, Point> receiverKeys,
      SecureRandom random,
      Tasks tasks) {
    Curve curve = stage.context().curve();
    List<Integer> receivers = List.copyOf(receiverKeys.keySet());
    List<Supplier<SealedShare>> work = new ArrayList<>();
    for (int receiver : receivers) {
      // drawn at once, so that the order of the work does not matter
      SecretScalar oneTime = SecretScalar.random(curve, random);
      SecretScalar nonce = SecretScalar.random(curve, random);
      work.add(
          () -> {
            try (oneTime;
                SecretScalar secret = share.apply(receiver)) {
              Point key = receiverKeys.get(receiver);
              return SealedShare.seal(stage, dealer, receiver, secret, key, oneTime, nonce);
            }
          });
    }
    List<SealedShare> sealed = tasks.all(work);
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    for (int k = 0; k < receivers.size(); k++) {
      shares.put(receivers.get(k), sealed.get(k));
    }
    return new SealedShares(shares);
  }

  /** A list, ascending by receiver. */
  public ArrayNode toJson() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    byReceiver.forEach(
        (receiver, share) -> json.add(share.toJson().put("to", KeeperName.of(receiver))));
    return json;
  }

  /** Reads {@link #toJson} strictly. */
  public static SealedShares read(List<JsonNode> nodes) throws DecodingException {
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    for (JsonNode node : nodes) {
      Members m = Members.of(node);
      int receiver = KeeperName.number(m.text("to"));
      if (!shares.isEmpty() && receiver <= shares.lastKey()) {
        throw new DecodingException("receivers are not ascending");
      }
      shares.put(receiver, SealedShare.read(m));
      m.end();
    }
    return new SealedShares(shares);
  }
}
