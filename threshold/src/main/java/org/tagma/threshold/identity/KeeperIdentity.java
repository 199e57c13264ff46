package org.tagma.threshold.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * A keeper's own identity key, which signs every message it sends; another may follow it. It is
 * apart from key shares and works while the keeper is sealed (DESIGN section 4, "Trust root").
 * Lives as long as the process. Thread-safe.
 */
public final class KeeperIdentity {
  private volatile Key key;

  /** A private key and its public one. */
  private static final class Key {
    private final byte[] seed;
    private final byte[] encodedPublicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    private final IdentityKey publicKey;

    Key(int keeper, byte[] seed) throws DecodingException {
      this.seed = seed;
      Ed25519.generatePublicKey(seed, 0, encodedPublicKey, 0);
      this.publicKey = IdentityKey.of(keeper, Bytes.of(encodedPublicKey));
    }

    byte[] sign(byte[] message) {
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.sign(seed, 0, encodedPublicKey, 0, message, 0, message.length, signature, 0);
      publicKey.made(signature, message);
      return signature;
    }
  }

  private KeeperIdentity(Key key) {
    this.key = key;
  }

  /** A fresh identity for {@code keeper}. */
  public static KeeperIdentity generate(int keeper, SecureRandom random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    try {
      return new KeeperIdentity(new Key(keeper, seed));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a private JWK {kty, crv, x, d}; {@code x} must be the public key of {@code d}. */
  public static KeeperIdentity fromJwk(int keeper, JsonNode jwk) throws DecodingException {
    Members members = Members.of(jwk);
    members.literal("kty", "OKP");
    members.literal("crv", "Ed25519");
    Bytes x = members.bytes("x");
    byte[] d = members.bytes("d").toArray();
    members.end();
    if (d.length != Ed25519.SECRET_KEY_SIZE) {
      throw new DecodingException("not an Ed25519 private key");
    }
    Key key = new Key(keeper, d);
    if (!Arrays.equals(key.encodedPublicKey, x.toArray())) {
      throw new DecodingException("the public and the private part of the identity key do not fit");
    }
    return new KeeperIdentity(key);
  }

  public int keeper() {
    return key.publicKey.keeper();
  }

  public IdentityKey publicKey() {
    return key.publicKey;
  }

  /** The identity as it is now, whatever follows: for what has to be signed under one key. */
  public KeeperIdentity now() {
    return new KeeperIdentity(key);
  }

  /**
   * Signs with the key of {@code next} from now on, and so does everybody who holds this.
   *
   * @throws IllegalArgumentException when that is another keeper
   */
  public void become(KeeperIdentity next) {
    if (next.keeper() != keeper()) {
      throw new IllegalArgumentException("the key of another keeper");
    }
    key = next.key;
  }

  /** The 64-byte RFC 8032 signature over {@code message}. */
  public byte[] sign(byte[] message) {
    return key.sign(message);
  }

  /** {crv, d, kty, x}: for the key file and nothing else. */
  public ObjectNode privateJwk() {
    Key now = key;
    return now.publicKey.jwk().put("d", Bytes.of(now.seed).base64Url());
  }

  @Override
  public String toString() {
    return "KeeperIdentity[" + key.publicKey.kid() + "]";
  }
}
