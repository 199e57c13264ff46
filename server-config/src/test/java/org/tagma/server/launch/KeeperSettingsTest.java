package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperSettingsTest {
  @TempDir private Path home;

  @AfterEach
  void forgetSystemProperties() {
    for (String name : System.getProperties().stringPropertyNames()) {
      boolean ours = name.startsWith("tagma.") && !"tagma.vectors".equals(name);
      if (ours || name.startsWith("javax.net.ssl.")) {
        System.clearProperty(name);
      }
    }
  }

  @Test
  void bindsTheLoopbackAddressUnlessToldOtherwise() throws StartFailure {
    KeeperSettings settings = KeeperSettings.of(complete());

    assertEquals(
        new KeeperSettings(
            "keeper-1",
            home,
            "127.0.0.1",
            8081,
            9081,
            home.resolve("archives"),
            LogFormat.TEXT,
            Optional.empty()),
        settings);
  }

  @Test
  void namesTheSettingThatIsMissing() {
    Properties properties = complete();
    properties.remove("tagma.peer-port");

    StartFailure failure = assertThrows(StartFailure.class, () -> KeeperSettings.of(properties));

    assertEquals("the setting tagma.peer-port is missing", failure.getMessage());
  }

  @Test
  void namesAPortThatIsNone() {
    for (String wrong : new String[] {"0", "65536", "eighty"}) {
      Properties properties = complete();
      properties.setProperty("tagma.client-port", wrong);

      StartFailure failure = assertThrows(StartFailure.class, () -> KeeperSettings.of(properties));

      assertEquals("the setting tagma.client-port is not a port: " + wrong, failure.getMessage());
    }
  }

  @Test
  void logsTextOrJson() throws StartFailure {
    Properties properties = complete();
    properties.setProperty("tagma.log.format", "json");
    assertEquals(LogFormat.JSON, KeeperSettings.of(properties).logFormat());
    properties.setProperty("tagma.log.format", "xml");

    StartFailure failure = assertThrows(StartFailure.class, () -> KeeperSettings.of(properties));

    assertEquals("the setting tagma.log.format is text or json, not xml", failure.getMessage());
  }

  @Test
  void namesTheFileOfTlsThatIsMissing() throws Exception {
    Properties properties = complete();
    Path present = Files.writeString(home.resolve("present"), "");
    for (String name : new String[] {"keystore", "truststore", "password.file"}) {
      properties.setProperty("tagma.tls." + name, present.toString());
    }
    assertEquals(
        Optional.of(new PeerStores(present, present, present)),
        KeeperSettings.of(properties).tls());
    Path absent = home.resolve("absent");
    properties.setProperty("tagma.tls.truststore", absent.toString());

    StartFailure failure = assertThrows(StartFailure.class, () -> KeeperSettings.of(properties));

    assertEquals(
        "the setting tagma.tls.truststore names no readable file: " + absent, failure.getMessage());
    properties.remove("tagma.tls.truststore");
    assertEquals(
        "the setting tagma.tls.truststore is missing",
        assertThrows(StartFailure.class, () -> KeeperSettings.of(properties)).getMessage());
  }

  @Test
  void givesTheServerItsStoresAndThePasswordWithoutTheEndOfTheLine() throws Exception {
    Path keys = Files.writeString(home.resolve("keys"), "");
    Path trusted = Files.writeString(home.resolve("trusted"), "");
    Path password = Files.writeString(home.resolve("password"), "with a space \r\n");

    new PeerStores(keys, trusted, password).giveToServer();

    assertEquals(keys.toString(), System.getProperty("javax.net.ssl.keyStore"));
    assertEquals(trusted.toString(), System.getProperty("javax.net.ssl.trustStore"));
    for (String store : new String[] {"keyStore", "trustStore"}) {
      assertEquals("PKCS12", System.getProperty("javax.net.ssl." + store + "Type"));
      assertEquals("with a space ", System.getProperty("javax.net.ssl." + store + "Password"));
    }
  }

  @Test
  void givesTheFileToTheApplicationButTheCommandLineWins() throws Exception {
    Path file = home.resolve("keeper.properties");
    Files.writeString(
        file,
        """
        tagma.peer-id=keeper-1
        tagma.home=%s
        tagma.client-port=8081
        tagma.peer-port=9081
        tagma.deadline.frost=1500
        """
            .formatted(home));
    System.setProperty("tagma.client-port", "7001");

    KeeperSettings settings = KeeperSettings.load(file);

    assertEquals(7001, settings.clientPort());
    assertEquals("7001", System.getProperty("tagma.client-port"));
    assertEquals("1500", System.getProperty("tagma.deadline.frost"));
  }

  private Properties complete() {
    Properties properties = new Properties();
    properties.setProperty("tagma.peer-id", "keeper-1");
    properties.setProperty("tagma.home", home.toString());
    properties.setProperty("tagma.client-port", "8081");
    properties.setProperty("tagma.peer-port", "9081");
    return properties;
  }
}
