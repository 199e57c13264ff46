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

  /** Holds the PIN of the token where there is no PIN file. */
  static final String PIN_VARIABLE = "TAGMA_SEAL_PKCS11_PIN";

  /** Automatic, by a key file. */
  public static SealSettings keyFile(Path file) {
    return new SealSettings(SealKind.KEY_FILE, new KeyFile(file));
  }

  static SealSettings read(ConfigurationReader reader) {
    SealKind kind = reader.oneOf("tagma.seal.kind", SealKind.class, Optional.of(SealKind.KEY_FILE));
    return switch (kind) {
      case KEY_FILE -> keyFile(reader.path("tagma.seal.key-file"));
      case PKCS12 -> new SealSettings(kind, keyStore(reader));
      case PKCS11 -> new SealSettings(kind, token(reader));
      case SHAMIR -> new SealSettings(kind, null);
    };
  }

  private static AutomaticSeal keyStore(ConfigurationReader reader) {
    return new Pkcs12KeyStore(
        reader.path("tagma.seal.pkcs12.file"),
        reader.required("tagma.seal.pkcs12.alias"),
        password(reader, "tagma.seal.pkcs12.password-file", PASSWORD_VARIABLE));
  }

  private static AutomaticSeal token(ConfigurationReader reader) {
    return new Pkcs11Token(
        reader.path("tagma.seal.pkcs11.configuration"),
        reader.required("tagma.seal.pkcs11.alias"),
        password(reader, "tagma.seal.pkcs11.pin-file", PIN_VARIABLE));
  }

  private static StorePassword password(
      ConfigurationReader reader, String setting, String variable) {
    return reader.optional(setting).isPresent()
        ? StorePassword.inFile(reader.privateFile(setting))
        : StorePassword.inEnvironment(() -> Optional.ofNullable(System.getenv(variable)));
  }
}
