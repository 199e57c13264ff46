package org.tagma.threshold.dkg;

import java.util.List;
import java.util.stream.Stream;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.transcript.Bytes;

/** Key generation on Ed25519, where points outside the group are lies of their own. */
class DkgEd25519ContractTest extends DkgContract {
  private static final String ORDER_8 =
      base64Url("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
  private static final String GENERATOR_PLUS_ORDER_8 =
      base64Url("98519eadf35b995233b51b5cd23e9cc5a28b639b5a4af0ec903cb960d81b7819");

  DkgEd25519ContractTest() {
    super("ED25519");
  }

  @Override
  protected List<Lie> lies() {
    return Stream.concat(
            super.lies().stream(),
            Stream.of(
                new Lie(
                    "EK of order 8",
                    DkgRule.POINT,
                    DkgCheats.in(1, body -> body.put("EK", ORDER_8))),
                new Lie(
                    "C_0 of mixed order",
                    DkgRule.POINT,
                    DkgCheats.in(
                        2, body -> DkgCheats.array(body, "C").set(0, GENERATOR_PLUS_ORDER_8))),
                new Lie(
                    "U of mixed order",
                    DkgRule.POINT,
                    DkgCheats.in(
                        2, body -> DkgCheats.share(body, 0).put("U", GENERATOR_PLUS_ORDER_8)))))
        .toList();
  }

  private static String base64Url(String hex) {
    return Bytes.fromHex(hex).base64Url();
  }
}
