package org.tagma.threshold.dkg;

import java.util.List;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * V_i: what a dealer commits to before it sees anybody's part, so that nobody can choose the key
 * ({@code spec/protocols.md} 1.5 K1 and 9, item 17).
 */
public final class DkgCommitment {
  private DkgCommitment() {}

  /**
   * The commitment of {@code dealer}.
   *
   * @param rid its part of the common randomness, 32 bytes
   * @param coefficients C_k
   * @param proofCommitment A_i, for the proof that it knows a_0
   * @param opening u_i, 32 random bytes
   */
  public static Bytes of(
      SharingContext context,
      int dealer,
      Bytes rid,
      List<Point> coefficients,
      Point proofCommitment,
      Bytes opening) {
    return Tlv.of()
        .text("dkg-com")
        .bytes(context.sid())
        .u32(dealer)
        .u32(context.threshold())
        .u32(context.members().size())
        .bytes(rid)
        .list(coefficients.stream().map(c -> Tlv.of().point(c)).toList())
        .point(proofCommitment)
        .bytes(opening)
        .sha256();
  }
}
