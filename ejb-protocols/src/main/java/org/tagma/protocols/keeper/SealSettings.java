package org.tagma.protocols.keeper;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How this keeper is sealed, {@code tagma.seal.*}.
 *
 * @param kind what opens the seal
 * @param automatic how the keeper opens it by itself; null for a Shamir seal
 */
record SealSettings(SealKind kind, AutomaticSeal automatic) {
  /** Holds the password of the key store where there is no password file. */
  static final String PASSWORD_VARIABLE = "TAGMA_SEAL_PKCS12_PASSWORD";

  static SealSettings read(ConfigurationReader reader) {
    SealKind kind = reader.oneOf("tagma.seal.kind", SealKind.class, Optional.of(SealKind.KEY_FILE));
    AutomaticSeal automatic =
        switch (kind) {
          case KEY_FILE -> new KeyFile(reader.path("tagma.seal.key-file"));
          case PKCS12 -> keyStore(reader);
          case SHAMIR -> null;
        };
    return new SealSettings(kind, automatic);
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
