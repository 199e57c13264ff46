package org.tagma.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.testkit.EnvelopeLies;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Rule;

/**
 * No rule without a lie that breaks it. The contract test of each protocol asks for one for each of
 * its rules, and that the evidence stands offline and survives no change; here it is shown that
 * nobody is left out. {@link org.tagma.threshold.run.LyingCoordinatorTest} does the same for the
 * rules of coordinators.
 */
class RuleGateTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages("org.tagma.threshold");

  static Stream<Protocol> everyProtocol() {
    return KnownProtocols.all().all().stream();
  }

  @ParameterizedTest
  @MethodSource("everyProtocol")
  void everyProtocolKeepsTheContract(Protocol protocol) {
    String home = protocol.getClass().getPackageName();
    assertTrue(
        CLASSES.stream()
            .filter(c -> c.getPackageName().equals(home))
            .filter(c -> c.isAssignableTo(ProtocolContract.class))
            .anyMatch(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT)),
        () -> home + " has no subclass of ProtocolContract, which holds its rules to account");
  }

  @ParameterizedTest
  @MethodSource("everyProtocol")
  void everyRuleOfEnvelopesIsBrokenInEveryProtocol(Protocol protocol) {
    assertEquals(
        Set.of(EnvelopeRule.values()),
        EnvelopeLies.of(protocol).stream().map(Lie::rule).collect(Collectors.toSet()));
  }

  /** An enum of rules that no protocol and no one here knows would be judged by nobody. */
  @Test
  void everyEnumOfRulesIsKnown() {
    Set<String> known =
        everyProtocol()
            .flatMap(p -> p.rules().stream())
            .map(rule -> rule.getClass().getName())
            .collect(Collectors.toSet());
    known.add(EnvelopeRule.class.getName());
    known.add(org.tagma.threshold.verdict.CoordinatorRule.class.getName());
    assertEquals(
        known,
        CLASSES.stream()
            .filter(c -> c.isAssignableTo(Rule.class) && c.isEnum())
            .map(JavaClass::getName)
            .collect(Collectors.toSet()));
  }

  /** All constants of an enum, not only those that a protocol cares to list. */
  @ParameterizedTest
  @MethodSource("everyProtocol")
  void aProtocolListsEveryConstantOfItsRules(Protocol protocol) {
    Set<Object> constants =
        protocol.rules().stream()
            .map(Rule::getClass)
            .flatMap(type -> Stream.of(type.getEnumConstants()))
            .collect(Collectors.toSet());
    assertEquals(constants, Set.copyOf(protocol.rules()));
  }
}
