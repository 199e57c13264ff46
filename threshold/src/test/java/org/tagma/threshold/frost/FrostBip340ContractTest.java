package org.tagma.threshold.frost;

import java.nio.charset.StandardCharsets;
import org.tagma.threshold.transcript.Sha256;

/** Plain BIP-340 signatures of hashed messages. */
class FrostBip340ContractTest extends FrostContract {
  FrostBip340ContractTest() {
    super(FrostSuite.BIP340, "{\"context\":{\"kind\":\"BIP340\"},\"hash\":true}");
  }

  @Override
  protected byte[] signed(String message) {
    return Sha256.of(message.getBytes(StandardCharsets.UTF_8)).toArray();
  }
}
