package org.tagma.protocols.operation;

import java.util.Optional;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.frost.FrostSignatures;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.frost.SigningContext;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.key.CertificateContent;

/** Verifies a finished signature under a certified key, by the suite that the request means. */
final class SchnorrVerification {
  private SchnorrVerification() {}

  /**
   * Whether the signature is valid.
   *
   * @throws OperationFailed when the type, the context and the key's curve do not fit each other
   */
  static boolean verify(CertificateContent certificate, VerifyRequest request)
      throws OperationFailed {
    SigningOptions options = options(certificate, request);
    FrostSuite suite =
        options
            .suite(certificate.curve())
            .orElseThrow(() -> mismatch("context: it does not fit this key's curve"));
    if (SignatureType.of(suite) != request.type()) {
      throw mismatch("sigType: it does not fit this key's curve and the context");
    }
    return FrostSignatures.verify(
        suite,
        options.key(certificate.keyId(), certificate.publicKey()).publicKey(),
        options.message(request.data()),
        request.signature());
  }

  /** SCHNORR on secp256k1 can only be BIP-340, so it need not be said. */
  private static SigningOptions options(CertificateContent certificate, VerifyRequest request) {
    SigningOptions options = request.options();
    boolean implied =
        request.type() == SignatureType.SCHNORR
            && options.context().isEmpty()
            && certificate.curve().equals(FrostSuite.BIP340.curve());
    return implied
        ? new SigningOptions(Optional.of(SigningContext.BIP340), options.tweak(), options.hash())
        : options;
  }

  private static OperationFailed mismatch(String detail) {
    return new OperationFailed(ErrorType.CURVE_MISMATCH, detail);
  }
}
