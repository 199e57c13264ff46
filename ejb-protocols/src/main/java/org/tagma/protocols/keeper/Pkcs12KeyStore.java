package org.tagma.protocols.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.cipher.Hkdf;
import org.tagma.threshold.transcript.Tlv;

/**
 * A secret key or a private key in a PKCS#12 key store (RFC 7292). The key that wraps the data key
 * is derived from it with HKDF (RFC 5869): from the bytes of a secret key, and from the private
 * number of an RSA or EC key, which stays the same however a key store encodes it.
 */
final class Pkcs12KeyStore implements AutomaticSeal {
  private static final byte[] INFO = "tagma/seal/pkcs12/v1".getBytes(StandardCharsets.US_ASCII);
  private static final int RSA_BITS = 2048;
  private static final int EC_BITS = 256;

  private final Path file;
  private final String alias;
  private final StorePassword password;

  /**
   * @param file need not exist yet
   * @param alias the entry, which has the password of the store
   */
  Pkcs12KeyStore(Path file, String alias, StorePassword password) {
    this.file = file;
    this.alias = alias;
    this.password = password;
  }

  @Override
  public SymmetricKey wrappingKey() throws SealFailure, IOException {
    char[] secret = password.read();
    byte[] material = new byte[0];
    try {
      material = material(entry(secret));
      return new SymmetricKey(Hkdf.sha256(new byte[0], material, INFO, SymmetricKey.LENGTH));
    } finally {
      Arrays.fill(secret, '\0');
      Arrays.fill(material, (byte) 0);
    }
  }

  private Key entry(char[] secret) throws SealFailure {
    try (InputStream content = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(content, secret);
      Key key = store.getKey(alias, secret);
      if (key == null) {
        throw new SealFailure(Reason.ENTRY_MISSING);
      }
      return key;
    } catch (NoSuchFileException missing) {
      throw new SealFailure(Reason.KEY_STORE_MISSING);
    } catch (UnrecoverableKeyException wrong) {
      throw new SealFailure(Reason.PASSWORD_WRONG);
    } catch (IOException e) { // KeyStore.load says so when the password is wrong
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      throw new SealFailure(wrong ? Reason.PASSWORD_WRONG : Reason.KEY_STORE_INVALID);
    } catch (GeneralSecurityException e) {
      throw new SealFailure(Reason.KEY_STORE_INVALID);
    }
  }

  /** What the wrapping key is derived from. The JDK's numbers can't be erased. */
  private static byte[] material(Key key) throws SealFailure {
    if (key instanceof SecretKey secret) {
      byte[] bytes = secret.getEncoded();
      if (bytes != null && bytes.length >= SymmetricKey.LENGTH) {
        return bytes;
      }
    } else if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= RSA_BITS) {
      return number("RSA", rsa.getPrivateExponent());
    } else if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() >= EC_BITS) {
      return number("EC", ec.getS());
    }
    throw new SealFailure(Reason.ENTRY_UNSUITABLE);
  }

  private static byte[] number(String algorithm, BigInteger value) {
    return Tlv.of().text(algorithm).integer(value).encode();
  }
}
