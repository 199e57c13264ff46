package org.tagma.protocols.keeper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How this keeper is sealed, {@code tagma.seal.*}.
 *
 * @param kind what opens the seal
 * @param automatic how the keeper opens it by itself; null for a Shamir seal
 */
public record SealSettings(SealKind kind, AutomaticSeal automatic) {
  /** Holds the password of the key store where there is no password file. */
  static final String PASSWORD_VARIABLE = "TAGMA_SEAL_PKCS12_PASSWORD";

  /** Automatic, by a key file. */
  public static SealSettings keyFile(Path file) {
    return new SealSettings(SealKind.KEY_FILE, new KeyFile(file));
  }

  static SealSettings read(ConfigurationReader reader) {
    SealKind kind = reader.oneOf("tagma.seal.kind", SealKind.class, Optional.of(SealKind.KEY_FILE));
    return switch (kind) {
      case KEY_FILE -> keyFile(reader.path("tagma.seal.key-file"));
      case PKCS12 -> new SealSettings(kind, keyStore(reader));
      case SHAMIR -> new SealSettings(kind, null);
    };
  }

  private static AutomaticSeal keyStore(ConfigurationReader reader) {
    String passwordFile = "tagma.seal.pkcs12.password-file";
    Path file = reader.path("tagma.seal.pkcs12.file");
    String alias = reader.required("tagma.seal.pkcs12.alias");
    Pkcs12KeyStore.Password password =
        reader.optional(passwordFile).isPresent()
            ? Pkcs12KeyStore.inFile(reader.privateFile(passwordFile))
            : Pkcs12KeyStore.inEnvironment(
                () -> Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)));
    return new Pkcs12KeyStore(file, alias, password);
  }
}
