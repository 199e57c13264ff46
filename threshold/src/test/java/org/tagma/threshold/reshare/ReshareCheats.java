package org.tagma.threshold.reshare;

import static org.tagma.threshold.sharing.SharingCheats.in;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.point;
import static org.tagma.threshold.sharing.SharingCheats.sealing;
import static org.tagma.threshold.sharing.SharingCheats.share;
import static org.tagma.threshold.sharing.SharingCheats.slander;
import static org.tagma.threshold.sharing.SharingCheats.zeros;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import org.tagma.threshold.testkit.Cheat;

/** How a member of a resharing lies: for the contract test, and for the lab. */
public final class ReshareCheats {
  private ReshareCheats() {}

  /** One for each rule, as {@code liar} does it; some take a dealer, or a new holder. */
  public static Map<ReshareRule, Cheat> byRule(int liar) {
    Map<ReshareRule, Cheat> cheats = new EnumMap<>(ReshareRule.class);
    cheats.put(
        ReshareRule.LENGTH,
        in(Reshare.DEAL, (curve, body) -> list(body, "C").add(point(curve, 1))));
    cheats.put(ReshareRule.POINT, in(Reshare.KEY, (curve, body) -> body.put("EK", "AA")));
    cheats.put(
        ReshareRule.CONSTANT,
        sealing(Reshare.DEAL, (curve, body) -> list(body, "C").set(0, point(curve, 1))));
    cheats.put(
        ReshareRule.SHARE_PROOF,
        sealing(Reshare.DEAL, (curve, body) -> share(body).put("ct", zeros())));
    cheats.put(
        ReshareRule.SHARE,
        sealing(Reshare.DEAL, (curve, body) -> list(body, "C").set(1, point(curve, 5))));
    cheats.put(ReshareRule.COMPLAINT, slander(Reshare.COMPLAIN, liar));
    cheats.put(ReshareRule.CERT, in(Reshare.CERTIFY, (curve, body) -> spoilProof(body)));
    return cheats;
  }

  /** A keeper that holds no share has no proof to spoil. */
  private static void spoilProof(ObjectNode body) {
    if (body.has("z")) {
      body.put("z", zeros());
    }
  }
}
