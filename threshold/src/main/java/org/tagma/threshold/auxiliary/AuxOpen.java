package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * A2: the keeper opens its commitment.
 *
 * @param parameters N, Nhat, s, t
 * @param prm that s is a power of t
 * @param randomness rho_i, its part of the common randomness, 32 bytes
 * @param opening u_i, 32 bytes
 */
public record AuxOpen(AuxParameters parameters, PrmProof prm, Bytes randomness, Bytes opening)
    implements Message {
  /**
   * V_i: SHA-256 of TLV(STR "aux-com", BYTES sid, U32 i, N, Nhat, s, t, LIST A, LIST z, BYTES rho,
   * BYTES u).
   */
  Bytes commitment(Bytes sid, int keeper) {
    return Tlv.of()
        .text("aux-com")
        .bytes(sid)
        .u32(keeper)
        .append(parameters.toTlv())
        .list(integers(prm.commitments()))
        .list(integers(prm.responses()))
        .bytes(randomness)
        .bytes(opening)
        .sha256();
  }

  private static List<Tlv> integers(List<BigInteger> values) {
    return values.stream().map(v -> Tlv.of().integer(v)).toList();
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = parameters.toJson();
    body.set("prm", prm.toJson());
    return body.put("rho", randomness.base64Url()).put("u", opening.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static AuxOpen read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    AuxOpen message =
        new AuxOpen(
            AuxParameters.read(m),
            PrmProof.read(m.object("prm")),
            m.bytes("rho", 32),
            m.bytes("u", 32));
    m.end();
    return message;
  }
}
