package org.tagma.threshold.importing;

import static org.tagma.threshold.sharing.SharingCheats.in;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.point;
import static org.tagma.threshold.sharing.SharingCheats.sealing;
import static org.tagma.threshold.sharing.SharingCheats.share;
import static org.tagma.threshold.sharing.SharingCheats.slander;
import static org.tagma.threshold.sharing.SharingCheats.zeros;

import java.util.EnumMap;
import java.util.Map;
import org.tagma.threshold.testkit.Cheat;

/** How a member of an import lies: for the contract test, and for the lab. */
public final class ImportCheats {
  private ImportCheats() {}

  /** One for each rule, as {@code liar} does it; some take the dealer. */
  public static Map<ImportRule, Cheat> byRule(int liar) {
    Map<ImportRule, Cheat> cheats = new EnumMap<>(ImportRule.class);
    cheats.put(
        ImportRule.LENGTH, in(Import.DEAL, (curve, body) -> list(body, "C").add(point(curve, 1))));
    cheats.put(ImportRule.POINT, in(Import.KEY, (curve, body) -> body.put("D", "AA")));
    cheats.put(
        ImportRule.CONSTANT,
        sealing(Import.DEAL, (curve, body) -> list(body, "C").set(0, point(curve, 1))));
    cheats.put(
        ImportRule.SHARE_PROOF,
        sealing(Import.DEAL, (curve, body) -> share(body).put("ct", zeros())));
    cheats.put(ImportRule.POP, in(Import.DEAL, (curve, body) -> body.put("z", zeros())));
    cheats.put(
        ImportRule.SHARE,
        sealing(Import.DEAL, (curve, body) -> list(body, "C").set(1, point(curve, 5))));
    cheats.put(ImportRule.COMPLAINT, slander(Import.TEST, liar));
    cheats.put(ImportRule.TEST, in(Import.TEST, (curve, body) -> body.put("z", zeros())));
    cheats.put(ImportRule.CERT, in(Import.CERTIFY, (curve, body) -> body.put("z", zeros())));
    return cheats;
  }
}
