package org.tagma.lab;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.tagma.threshold.auxiliary.AuxCheats;
import org.tagma.threshold.dkg.DkgCheats;
import org.tagma.threshold.ecies.EciesCheats;
import org.tagma.threshold.frost.FrostCheats;
import org.tagma.threshold.gg20.Gg20Cheats;
import org.tagma.threshold.importing.ImportCheats;
import org.tagma.threshold.refresh.RefreshCheats;
import org.tagma.threshold.repair.RepairCheats;
import org.tagma.threshold.reshare.ReshareCheats;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.verdict.Rule;

/**
 * Every cheat by name. A lie has the name of the rule that it breaks; what breaks no rule is named
 * after what it spoils.
 */
public final class Catalogue {
  private final Map<String, Cheat> bodies = new TreeMap<>();

  /** The cheats as {@code liar} plays them. */
  public Catalogue(int liar, SecureRandom random) {
    BiConsumer<Rule, Cheat> add = (rule, cheat) -> bodies.put(rule.id(), cheat);
    FrostCheats.byRule().forEach(add);
    DkgCheats.byRule(liar).forEach(add);
    EciesCheats.byRule(liar, random).forEach(add);
    Gg20Cheats.byRule(liar, random).forEach(add);
    AuxCheats.byRule(liar).forEach(add);
    ImportCheats.byRule(liar).forEach(add);
    RefreshCheats.byRule(liar).forEach(add);
    ReshareCheats.byRule(liar).forEach(add);
    RepairCheats.byRule(liar, random).forEach(add);
  }

  /** The lie of this name in the body of a protocol's message, if it is one. */
  public Optional<Cheat> body(String name) {
    return Optional.ofNullable(bodies.get(name));
  }

  /** All names, sorted. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(new Catalogue(1, new SecureRandom()).bodies.keySet());
    Stream.of(AnswerCheat.values()).forEach(c -> names.add(c.id()));
    Stream.of(WireCheat.values()).forEach(c -> names.add(c.id()));
    Stream.of(CoordinatorCheat.values()).forEach(c -> names.add(c.id()));
    names.sort(null);
    return names;
  }
}
