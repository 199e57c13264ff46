package org.tagma.threshold.frost;

import java.nio.charset.StandardCharsets;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.testkit.Bip340Verifier;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tweak;

/** Signatures for the Taproot output key of a tweaked key, which commits to scripts. */
class FrostTaprootContractTest extends FrostContract {
  private static final byte[] MERKLE_ROOT = new byte[32];

  FrostTaprootContractTest() {
    super(
        FrostSuite.BIP340,
        "{\"context\":{\"kind\":\"TAPROOT\",\"merkleRoot64\":\""
            + "A".repeat(43)
            + "=\"},\"hash\":true,\"tweak\":\"m/86/0\"}");
  }

  @Override
  protected byte[] signed(String message) {
    return Sha256.of(message.getBytes(StandardCharsets.UTF_8)).toArray();
  }

  @Override
  protected byte[] signingKey(CertificateContent certificate) {
    byte[] tweaked =
        certificate
            .publicKey()
            .plus(
                certificate
                    .curve()
                    .generator()
                    .times(Tweak.scalar(certificate.curve(), certificate.keyId(), "m/86/0")))
            .encode();
    byte[] even = new byte[33];
    even[0] = 2;
    System.arraycopy(Bip340Verifier.taprootOutputKey(tweaked, MERKLE_ROOT), 0, even, 1, 32);
    return even;
  }
}
