package org.tagma.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;

class WallsTest {
  private static final JavaClasses PERSISTENCE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.tagma");

  @Test
  void entitiesStayInTheirPackage() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .or()
        .areAnnotatedWith(Embeddable.class)
        .should()
        .bePackagePrivate()
        .check(PERSISTENCE);
  }

  @Test
  void repositoriesAreBeansOfTheApplication() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Repository")
        .should()
        .beAnnotatedWith(ApplicationScoped.class)
        .check(PERSISTENCE);
  }

  @Test
  void nothingHereKnowsTheProtocolsOrAServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.tagma.threshold..", "org.tagma.protocols..", "org.eclipse..", "fish..", "org.h2..")
        .check(PERSISTENCE);
  }

  @Test
  void onlyTheRootOfTheModuleEndsTransactions() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tagma.persistence")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.transaction..", "javax.sql..", "java.sql..")
        .check(PERSISTENCE);
  }
}
