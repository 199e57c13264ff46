package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.transcript.Bytes;

/** FROST(Ed25519, SHA-512), where points outside the group are lies of their own. */
class FrostEd25519ContractTest extends FrostContract {
  FrostEd25519ContractTest() {
    super(FrostSuite.ED25519, "{}");
  }

  @Override
  protected List<Lie> lies() {
    return Stream.concat(
            super.lies().stream(),
            Stream.of(
                commitment("y = 1, the identity", "01" + "00".repeat(31)),
                commitment(
                    "order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
                commitment(
                    "G + order 8",
                    "98519eadf35b995233b51b5cd23e9cc5a28b639b5a4af0ec903cb960d81b7819"),
                commitment("y = p + 1", "ee" + "ff".repeat(30) + "7f")))
        .toList();
  }

  private static Lie commitment(String name, String hex) {
    JsonNode point = FrostCheats.text(Bytes.fromHex(hex));
    return new Lie(
        "D is " + name, FrostRule.COMMITMENT, FrostCheats.inRound(1, "D", d -> d.set(0, point)));
  }
}
