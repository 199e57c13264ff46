package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.cipher.Hkdf;
import org.tagma.threshold.transcript.Sha256;

/**
 * An AES key of 256 bits in a token (PKCS #11), which it need not give away. The key that wraps the
 * data key is derived with HKDF (RFC 5869) from what the token makes of two fixed blocks: whoever
 * has no use of the token can't derive it, and every token can encrypt a block.
 *
 * <p>The PIN is tried once for each opening, since tokens count wrong ones and lock themselves.
 */
final class Pkcs11Token implements AutomaticSeal {
  private static final byte[] INFO = "tagma/seal/pkcs11/v1".getBytes(StandardCharsets.US_ASCII);
  private static final String PROVIDER = "SunPKCS11";

  private final Path configuration;
  private final String alias;
  private final StorePassword pin;
  private Provider provider;

  /**
   * A token that need not be there yet.
   *
   * @param configuration of the JDK's provider: {@code name}, {@code library}, {@code slot} or
   *     {@code slotListIndex} (JDK PKCS#11 Reference Guide)
   * @param alias the label of the key
   */
  Pkcs11Token(Path configuration, String alias, StorePassword pin) {
    this.configuration = configuration;
    this.alias = alias;
    this.pin = pin;
  }

  @Override
  public synchronized SymmetricKey wrappingKey() throws SealFailure, IOException {
    char[] secret = pin.read();
    byte[] made = new byte[0];
    try {
      made = encrypted(key(secret));
      return new SymmetricKey(Hkdf.sha256(new byte[0], made, INFO, SymmetricKey.LENGTH));
    } catch (GeneralSecurityException | ProviderException e) { // also a token that was taken away
      throw new SealFailure(Reason.TOKEN_UNUSABLE);
    } finally {
      Arrays.fill(secret, '\0');
      Arrays.fill(made, (byte) 0);
      logOut();
    }
  }

  private SecretKey key(char[] secret) throws SealFailure, GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider());
      store.load(null, secret);
      Key key = store.getKey(alias, null);
      if (key == null) {
        throw new SealFailure(Reason.ENTRY_MISSING);
      }
      if (key instanceof SecretKey suitable && key.getAlgorithm().equals("AES")) {
        return suitable;
      }
      throw new SealFailure(Reason.ENTRY_UNSUITABLE);
    } catch (IOException e) { // KeyStore.load says so when the PIN is wrong
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      throw new SealFailure(wrong ? Reason.PASSWORD_WRONG : Reason.TOKEN_UNUSABLE);
    }
  }

  private Provider provider() throws SealFailure {
    if (provider == null) {
      if (!Files.exists(configuration)) {
        throw new SealFailure(Reason.TOKEN_MISSING);
      }
      try {
        provider = Security.getProvider(PROVIDER).configure(configuration.toString());
      } catch (InvalidParameterException | ProviderException e) {
        throw new SealFailure(Reason.TOKEN_UNUSABLE);
      }
    }
    return provider;
  }

  private byte[] encrypted(SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(Sha256.of(INFO).toArray());
  }

  private void logOut() {
    if (provider instanceof AuthProvider token) {
      try {
        token.logout();
      } catch (LoginException gone) {
        // a token that is not there any more has nobody logged in
      }
    }
  }
}
