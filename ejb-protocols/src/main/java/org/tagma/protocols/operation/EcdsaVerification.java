package org.tagma.protocols.operation;

import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.gg20.EcdsaSignature;
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.transcript.Bytes;

/** Verifies ECDSA under a certified key. */
final class EcdsaVerification {
  private EcdsaVerification() {}

  /**
   * Whether the signature is valid, its recovery id aside.
   *
   * @throws OperationFailed when the key's curve or the message does not fit ECDSA
   */
  static boolean verify(CertificateContent certificate, VerifyRequest request)
      throws OperationFailed {
    if (certificate.curve().apiName().equals("ED25519")
        || request.options().context().isPresent()) {
      throw new OperationFailed(
          ErrorType.CURVE_MISMATCH, "sigType: it does not fit this key's curve and the context");
    }
    boolean hash = request.options().hash();
    if (!Gg20Request.isSignable(Bytes.of(request.data()), hash)) {
      throw new OperationFailed(
          ErrorType.INVALID_REQUEST_BODY,
          "data64: a digest of 32 to 64 bytes is verified, or with 'hash' any message");
    }
    Point key = request.options().key(certificate.keyId(), certificate.publicKey()).publicKey();
    try {
      EcdsaSignature signature =
          request.encoding().decode(certificate.curve(), request.signature());
      return signature.verify(key, Gg20Request.digest(request.data(), hash));
    } catch (DecodingException e) {
      return false;
    }
  }
}
