package org.tagma.threshold.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Jazzer on every decoder of bytes from outside. {@code mvn verify} runs the committed seeds; the
 * profile {@code fuzz} searches one of them for 20 s (CONTRIBUTING.md). Whatever escapes a decoder
 * but its typed error is a finding.
 */
class DecoderFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void base64url(byte[] input) {
    Decoder.BASE64URL.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void jws(byte[] input) {
    Decoder.JWS.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void envelope(byte[] input) {
    Decoder.ENVELOPE.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void preimage(byte[] input) {
    Decoder.PREIMAGE.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void content(byte[] input) {
    Decoder.CONTENT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void body(byte[] input) {
    Decoder.BODY.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void request(byte[] input) {
    Decoder.REQUEST.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void identityKey(byte[] input) {
    Decoder.IDENTITY_KEY.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void keyStatement(byte[] input) {
    Decoder.KEY_STATEMENT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void cluster(byte[] input) {
    Decoder.CLUSTER.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void certificate(byte[] input) {
    Decoder.CERTIFICATE.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void evidence(byte[] input) {
    Decoder.EVIDENCE.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void call(byte[] input) {
    Decoder.CALL.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void answer(byte[] input) {
    Decoder.ANSWER.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void jcs(byte[] input) {
    Decoder.JCS.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void tlv(byte[] input) {
    Decoder.TLV.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void ciphertext(byte[] input) {
    Decoder.CIPHERTEXT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void ciphertextHeader(byte[] input) {
    Decoder.CIPHERTEXT_HEADER.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void secretShare(byte[] input) {
    Decoder.SECRET_SHARE.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void secp256k1Point(byte[] input) {
    Decoder.SECP256K1_POINT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void p256Point(byte[] input) {
    Decoder.P256_POINT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void ed25519Point(byte[] input) {
    Decoder.ED25519_POINT.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void secp256k1Scalar(byte[] input) {
    Decoder.SECP256K1_SCALAR.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void p256Scalar(byte[] input) {
    Decoder.P256_SCALAR.accepts(input);
  }

  @FuzzTest(maxDuration = "20s")
  void ed25519Scalar(byte[] input) {
    Decoder.ED25519_SCALAR.accepts(input);
  }
}
