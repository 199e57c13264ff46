package org.tagma.threshold.refresh;

import static org.tagma.threshold.sharing.SharingCheats.in;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.point;
import static org.tagma.threshold.sharing.SharingCheats.share;
import static org.tagma.threshold.sharing.SharingCheats.slander;
import static org.tagma.threshold.sharing.SharingCheats.zeros;

import java.util.EnumMap;
import java.util.Map;
import org.tagma.threshold.testkit.Cheat;

/** How a holder lies while shares are refreshed: for the contract test, and for the lab. */
public final class RefreshCheats {
  private RefreshCheats() {}

  /** One for each rule, as {@code liar} does it. */
  public static Map<RefreshRule, Cheat> byRule(int liar) {
    Map<RefreshRule, Cheat> cheats = new EnumMap<>(RefreshRule.class);
    cheats.put(RefreshRule.LENGTH, in(Refresh.DEAL, (curve, body) -> list(body, "C").remove(0)));
    cheats.put(RefreshRule.POINT, in(Refresh.KEY, (curve, body) -> body.put("EK", "AA")));
    cheats.put(
        RefreshRule.SHARE_PROOF, in(Refresh.DEAL, (curve, body) -> share(body).put("ct", zeros())));
    cheats.put(
        RefreshRule.SHARE,
        in(Refresh.DEAL, (curve, body) -> list(body, "C").set(0, point(curve, 5))));
    cheats.put(RefreshRule.COMPLAINT, slander(Refresh.COMPLAIN, liar));
    cheats.put(RefreshRule.CERT, in(Refresh.CERTIFY, (curve, body) -> body.put("z", zeros())));
    return cheats;
  }
}
