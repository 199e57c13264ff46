package org.tagma.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.junit.jupiter.api.Test;

/** The walls between the modules of the EAR; this module's tests see all of them. */
class ModuleWallsTest {
  private static final String THRESHOLD = "org.tagma.threshold..";
  private static final String PERSISTENCE = "org.tagma.persistence..";
  private static final String PROTOCOLS = "org.tagma.protocols..";
  private static final String WEB = "org.tagma.web..";
  private static final String SERVER = "org.tagma.server..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.tagma");

  @Test
  void theCryptographyKnowsNoOtherModule() {
    knowsNothingOf(THRESHOLD, PERSISTENCE, PROTOCOLS, WEB, SERVER);
  }

  @Test
  void thePersistenceKnowsNoOtherModule() {
    knowsNothingOf(PERSISTENCE, THRESHOLD, PROTOCOLS, WEB, SERVER);
  }

  @Test
  void theProtocolsKnowNothingAboveThem() {
    knowsNothingOf(PROTOCOLS, WEB, SERVER, "jakarta.ws.rs..", "jakarta.servlet..");
  }

  @Test
  void theWebKnowsNeitherEntitiesNorRepositoriesNorTheLauncher() {
    knowsNothingOf(WEB, PERSISTENCE, SERVER, "jakarta.persistence..");
  }

  @Test
  void nothingInTheEarIsOfOneServerOnly() {
    knowsNothingOf("org.tagma..", "fish.payara..", "org.glassfish..", "com.sun.enterprise..");
  }

  @Test
  void onlyThePersistenceAndItsSetUpSeeTheEntityManager() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PERSISTENCE)
        .and()
        .doNotHaveFullyQualifiedName("org.tagma.protocols.keeper.DatabaseSetup")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.persistence..")
        .check(CLASSES);
  }

  @Test
  void nothingWritesToTheConsole() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void noTransactionIsOpenWhilePeersAreAwaited() {
    classes().that().areAnnotatedWith(Stateless.class).should(TAKE_NO_TRANSACTION).check(CLASSES);
  }

  @Test
  void thePackagesOfTheCryptographyHaveNoCycles() {
    slices().matching("org.tagma.threshold.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void thePackagesOfThePersistenceHaveNoCycles() {
    slices().matching("org.tagma.persistence.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static void knowsNothingOf(String module, String... others) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  private static final ArchCondition<JavaClass> TAKE_NO_TRANSACTION =
      new ArchCondition<>("carry TransactionAttribute NOT_SUPPORTED") {
        @Override
        public void check(JavaClass bean, ConditionEvents events) {
          boolean without =
              bean.tryGetAnnotationOfType(TransactionAttribute.class)
                  .filter(a -> a.value() == TransactionAttributeType.NOT_SUPPORTED)
                  .isPresent();
          events.add(new SimpleConditionEvent(bean, without, bean.getName()));
        }
      };
}
