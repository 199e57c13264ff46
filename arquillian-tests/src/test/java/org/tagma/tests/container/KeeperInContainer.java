package org.tagma.tests.container;

import java.io.IOException;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.tagma.server.archive.FlattenedArchive;

/**
 * The base of the tests that run inside a keeper: the EAR, flattened by the launcher's own code,
 * with the test classes added. Beans and EJBs of the application can be injected.
 */
@ArquillianTest
public abstract class KeeperInContainer {

  /** The application under test. */
  @Deployment
  public static WebArchive application() throws IOException {
    FlattenedArchive flattened =
        FlattenedArchive.of(Path.of(System.getProperty("tagma.ear")), Path.of("target/archives"));
    return ShrinkWrap.createFromZipFile(WebArchive.class, flattened.war().toFile())
        .addPackage(KeeperInContainer.class.getPackage());
  }
}
