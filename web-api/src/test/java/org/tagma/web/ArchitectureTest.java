package org.tagma.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses web =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.tagma.web");

  @Test
  void hasNoCyclesBetweenItsPackages() {
    slices().matching("org.tagma.web.(*)..").should().beFreeOfCycles().check(web);
  }

  @Test
  void protocolsHaveNoCyclesBetweenTheirPackages() {
    JavaClasses protocols =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tagma.protocols");
    slices().matching("org.tagma.protocols.(*)..").should().beFreeOfCycles().check(protocols);
  }

  @Test
  void namesItsResourcesSo() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource")
        .check(web);
  }
}
