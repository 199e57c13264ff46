package org.tagma.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Rule;

class CatalogueTest {
  @Test
  void theListInTheJarIsTheCatalogue() throws IOException {
    try (InputStream list = CatalogueTest.class.getResourceAsStream("/META-INF/cheats")) {
      assertEquals(
          Catalogue.names(),
          new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void everyProtocolHasACheatForEachOfItsRules() {
    List<String> names = Catalogue.names();
    for (Protocol protocol : KnownProtocols.all().all()) {
      Set<String> rules = new TreeSet<>();
      protocol.rules().forEach(rule -> rules.add(rule.id()));
      Set<String> cheats = new TreeSet<>(names);
      cheats.removeIf(name -> !name.startsWith(protocol.name() + "."));
      assertEquals(rules, cheats, protocol.name());
    }
  }

  @Test
  void everyRuleOfEnvelopesHasACheat() {
    Set<String> rules = new TreeSet<>();
    List.of(EnvelopeRule.values()).stream().map(Rule::id).forEach(rules::add);
    rules.removeAll(Catalogue.names());
    assertEquals(Set.of(), rules);
  }

  @Test
  void namesAreUniqueAndOfTheirForm() {
    List<String> names = Catalogue.names();
    assertEquals(names.size(), Set.copyOf(names).size());
    names.forEach(name -> assertTrue(name.matches("[A-Z0-9]+\\.[A-Z0-9_]+"), name));
    assertTrue(names.size() >= 25, names.toString());
  }
}
