package org.tagma.protocols.access;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jose4j.http.Get;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The public keys of those who issue tokens, in the forms of MicroProfile JWT 2.1: PEM (PKCS#8),
 * JWK, JWK set, or one of the last two as base64url.
 */
public final class JwtKeys {
  private static final String PEM_START = "-----BEGIN PUBLIC KEY-----";
  private static final String PEM_END = "-----END PUBLIC KEY-----";
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final long KEPT_SECONDS = 3_600;

  private final VerificationKeyResolver resolver;

  private JwtKeys(VerificationKeyResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Keys that are known from the start.
   *
   * @throws IOException when the content is anything but public keys
   */
  public static JwtKeys of(byte[] content) throws IOException {
    List<JsonWebKey> keys = keys(new String(content, StandardCharsets.UTF_8).strip());
    for (JsonWebKey key : keys) {
      if (!(key instanceof PublicJsonWebKey pair) || pair.getPrivateKey() != null) {
        throw new IOException("public keys are expected, and nothing else");
      }
    }
    if (keys.size() == 1 && keys.get(0).getKeyId() == null) {
      Key only = keys.get(0).getKey();
      return new JwtKeys((token, context) -> only);
    }
    return new JwtKeys(new JwksVerificationKeyResolver(keys));
  }

  /**
   * Keys that are read from their issuer, and again when a token names an unknown one.
   *
   * @param location an https address
   * @param sockets what connects to it; empty for the server's own, whose authorities are those of
   *     the keepers where they talk over TLS
   */
  public static JwtKeys at(URI location, Optional<SSLSocketFactory> sockets) {
    Get get = new Get();
    sockets.ifPresent(get::setSslSocketFactory);
    get.setConnectTimeout(TIMEOUT_MILLIS);
    get.setReadTimeout(TIMEOUT_MILLIS);
    get.setRetries(0);
    get.setResponseBodySizeLimit(MOST_BYTES);
    HttpsJwks keys = new HttpsJwks(location.toString());
    keys.setSimpleHttpGet(get);
    keys.setDefaultCacheDuration(KEPT_SECONDS);
    keys.setRetainCacheOnErrorDuration(KEPT_SECONDS);
    return new JwtKeys(new HttpsJwksVerificationKeyResolver(keys));
  }

  VerificationKeyResolver resolver() {
    return resolver;
  }

  private static List<JsonWebKey> keys(String text) throws IOException {
    try {
      if (text.startsWith(PEM_START) && text.endsWith(PEM_END)) {
        return List.of(JsonWebKey.Factory.newJwk(pem(text)));
      }
      Map<String, Object> json = JsonUtil.parseJson(text.startsWith("{") ? text : decoded(text));
      return json.get("keys") instanceof List<?>
          ? new JsonWebKeySet(JsonUtil.toJson(json)).getJsonWebKeys()
          : List.of(JsonWebKey.Factory.newJwk(json));
    } catch (JoseException | IllegalArgumentException malformed) {
      throw new IOException("a public key in PEM, a JWK or a JWK set is expected", malformed);
    }
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static Key pem(String text) {
    String body = text.substring(PEM_START.length(), text.length() - PEM_END.length());
    byte[] encoded = Base64.getMimeDecoder().decode(body);
    IllegalArgumentException unknown = new IllegalArgumentException("a key of an unknown type");
    for (String type : KEY_TYPES) { // a key names its type within: only one factory takes it
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (GeneralSecurityException another) {
        unknown.addSuppressed(another);
      }
    }
    throw unknown;
  }
}
