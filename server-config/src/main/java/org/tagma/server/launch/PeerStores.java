package org.tagma.server.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The PKCS#12 stores of the listener for peers.
 *
 * @param keyStore {@code tagma.tls.keystore}, with the keeper's own key under its name
 * @param trustStore {@code tagma.tls.truststore}, the authorities of the keepers' certificates
 * @param passwordFile {@code tagma.tls.password.file}, the password of both
 */
record PeerStores(Path keyStore, Path trustStore, Path passwordFile) {
  private static final String KEY_STORE = "tagma.tls.keystore";
  private static final Pattern END_OF_LINE = Pattern.compile("[\\r\\n]+\\z");
  private static final String SERVER = "javax.net.ssl.";

  /** Empty without {@code tagma.tls.keystore}; whether that may be, the application decides. */
  static Optional<PeerStores> of(Properties properties) throws StartFailure {
    if (properties.getProperty(KEY_STORE, "").isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new PeerStores(
            file(properties, KEY_STORE),
            file(properties, "tagma.tls.truststore"),
            file(properties, "tagma.tls.password.file")));
  }

  /** The server alone would serve without its listener, or with a key of its own. */
  private static Path file(Properties properties, String name) throws StartFailure {
    Path file = Path.of(KeeperSettings.required(properties, name)).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new StartFailure("the setting " + name + " names no readable file: " + file);
    }
    return file;
  }

  /**
   * Payara Micro takes its stores, and their passwords, from system properties and nowhere else,
   * before it boots. They are set in here, so that they stand in no command line.
   */
  void giveToServer() throws StartFailure {
    String password = password();
    for (String store : new String[] {"keyStore", "trustStore"}) {
      System.setProperty(SERVER + store + "Type", "PKCS12");
      System.setProperty(SERVER + store + "Password", password);
    }
    System.setProperty(SERVER + "keyStore", keyStore.toString());
    System.setProperty(SERVER + "trustStore", trustStore.toString());
  }

  /** The first line; a String, since system properties are. */
  private String password() throws StartFailure {
    byte[] bytes = new byte[0];
    CharBuffer text = CharBuffer.allocate(0);
    try {
      bytes = Files.readAllBytes(passwordFile);
      text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      return END_OF_LINE.matcher(text).replaceFirst("");
    } catch (IOException e) {
      throw new StartFailure("cannot read " + passwordFile, e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }
}
