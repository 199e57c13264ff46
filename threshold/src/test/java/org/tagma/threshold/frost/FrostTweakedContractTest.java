package org.tagma.threshold.frost;

import java.nio.charset.StandardCharsets;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tweak;

/** Ed25519 signatures of hashed messages under a tweaked key. */
class FrostTweakedContractTest extends FrostContract {
  FrostTweakedContractTest() {
    super(FrostSuite.ED25519, "{\"context\":null,\"hash\":true,\"tweak\":\"orders/7\"}");
  }

  @Override
  protected byte[] signed(String message) {
    return Sha256.of(message.getBytes(StandardCharsets.UTF_8)).toArray();
  }

  @Override
  protected byte[] signingKey(CertificateContent certificate) {
    return certificate
        .publicKey()
        .plus(
            certificate
                .curve()
                .generator()
                .times(Tweak.scalar(certificate.curve(), certificate.keyId(), "orders/7")))
        .encode();
  }
}
