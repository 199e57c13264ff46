package org.tagma.server.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What the launcher itself needs to know of a keeper's settings file; the application reads the
 * same names through MicroProfile Config.
 *
 * @param peerId {@code tagma.peer-id}
 * @param home {@code tagma.home}, this keeper's state directory
 * @param address {@code tagma.address}, which both listeners bind; 127.0.0.1 unless given
 * @param clientPort {@code tagma.client-port}
 * @param peerPort {@code tagma.peer-port}
 * @param archives {@code tagma.archives}, where flattened archives are kept; {@code archives} in
 *     the home unless given
 * @param logFormat {@code tagma.log.format}, {@code text} or {@code json}
 * @param tls {@code tagma.tls.*}; empty where keepers talk in the clear
 */
record KeeperSettings(
    String peerId,
    Path home,
    String address,
    int clientPort,
    int peerPort,
    Path archives,
    LogFormat logFormat,
    Optional<PeerStores> tls) {

  /**
   * Reads the file, and makes its entries system properties, except those that the command line has
   * set.
   */
  static KeeperSettings load(Path file) throws StartFailure {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure("cannot read the settings file " + file, e);
    }
    for (String name : properties.stringPropertyNames()) {
      String set = System.getProperty(name);
      if (set == null) {
        System.setProperty(name, properties.getProperty(name));
      } else {
        properties.setProperty(name, set);
      }
    }
    return of(properties);
  }

  /** The settings among these properties. */
  static KeeperSettings of(Properties properties) throws StartFailure {
    Path home = Path.of(required(properties, "tagma.home")).toAbsolutePath();
    return new KeeperSettings(
        required(properties, "tagma.peer-id"),
        home,
        properties.getProperty("tagma.address", "127.0.0.1"),
        port(properties, "tagma.client-port"),
        port(properties, "tagma.peer-port"),
        Path.of(properties.getProperty("tagma.archives", home.resolve("archives").toString())),
        LogFormat.of(properties),
        PeerStores.of(properties));
  }

  static String required(Properties properties, String name) throws StartFailure {
    String value = properties.getProperty(name, "").strip();
    if (value.isEmpty()) {
      throw new StartFailure("the setting " + name + " is missing");
    }
    return value;
  }

  private static int port(Properties properties, String name) throws StartFailure {
    String value = required(properties, name);
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new StartFailure("the setting " + name + " is not a port: " + value, notANumber);
    }
    throw new StartFailure("the setting " + name + " is not a port: " + value);
  }
}
