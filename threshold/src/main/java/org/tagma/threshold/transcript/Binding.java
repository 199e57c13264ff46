package org.tagma.threshold.transcript;

/**
 * What all proofs of one session are bound to ({@code bind} of {@code spec/protocols.md} 1.3 and 9,
 * items 5 and 7).
 *
 * @param protocol for instance {@code DKG}
 * @param keyId the key's id
 * @param generation the key's generation
 * @param participants the items of the list of participants: one list [u32 number, bytes
 *     thumbprint] for each, ascending by number
 * @param auxBundleHash the hash of the auxiliary bundle; empty without one
 */
public record Binding(
    String protocol, String keyId, int generation, Tlv participants, Bytes auxBundleHash) {
  /**
   * The 32-byte {@code bind} of a proof.
   *
   * @param round the round of the envelope that carries the proof
   * @param step the step's label, for instance {@code pop}
   * @param view the view that envelope carries: that of the round before
   * @param extra the items of the list of further values
   */
  public Bytes at(int round, String step, Bytes view, Tlv... extra) {
    return Tlv.of()
        .text(protocol)
        .u32(round)
        .text(step)
        .text(keyId)
        .u32(generation)
        .list(participants)
        .bytes(auxBundleHash)
        .bytes(view)
        .list(extra)
        .sha256();
  }
}
