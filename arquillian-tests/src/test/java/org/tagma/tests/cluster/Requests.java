package org.tagma.tests.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Request bodies of the API. */
final class Requests {
  private Requests() {}

  static String createKey(String keyId) {
    return object().put("keyId", keyId).put("curve", "SECP256K1").put("mode", "CREATE").toString();
  }

  static String createDecryptionKey(String keyId) {
    return object()
        .put("keyId", keyId)
        .put("curve", "SECP256K1")
        .put("mode", "CREATE")
        .put("usage", "DECRYPT")
        .toString();
  }

  /** The import of an Ed25519 seed. */
  static String storeKey(String keyId) {
    return object()
        .put("keyId", keyId)
        .put("curve", "ED25519")
        .put("value64", base64("a seed that has thirty-two bytes"))
        .toString();
  }

  static String encrypt(String keyId, String plaintext) {
    return object().put("keyId", keyId).put("plaintext64", base64(plaintext)).toString();
  }

  static String decrypt(String keyId, String ciphertext64) {
    return object().put("keyId", keyId).put("ciphertext64", ciphertext64).toString();
  }

  /** Messages by operation id. */
  static String sign(String keyId, Map<String, String> messages) {
    ObjectNode request = object().put("keyId", keyId).put("algorithm", "FROST");
    ObjectNode operations = request.putObject("operations");
    messages.forEach((id, message) -> operations.put(id, base64(message)));
    return request.toString();
  }

  static String verify(String keyId, String message, String signature64) {
    return object()
        .put("keyId", keyId)
        .put("sigType", "SEC1R65SCHNORR")
        .put("data64", base64(message))
        .put("signature64", signature64)
        .toString();
  }

  private static String base64(String message) {
    return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
