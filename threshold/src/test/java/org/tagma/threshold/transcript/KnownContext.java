package org.tagma.threshold.transcript;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads bindings and proof contexts of the known answers. */
public final class KnownContext {
  private KnownContext() {}

  /** {@code {suite, sid, prover, verifier, bind}}. */
  public static ProofContext of(JsonNode ctx) {
    return new ProofContext(
        ctx.get("suite").asText(),
        bytes(ctx.get("sid")),
        ctx.get("prover").asInt(),
        ctx.get("verifier").asInt(),
        bytes(ctx.get("bind")));
  }

  /** {@code {protocol, keyId, generation, participants, auxBundleHash}}. */
  public static Binding binding(JsonNode fields) {
    Tlv participants = Tlv.of();
    for (JsonNode participant : fields.get("participants")) {
      participants =
          participants.list(
              Tlv.of().u32(participant.get(0).asLong()).bytes(bytes(participant.get(1))));
    }
    return new Binding(
        fields.get("protocol").asText(),
        fields.get("keyId").asText(),
        fields.get("generation").asInt(),
        participants,
        bytes(fields.get("auxBundleHash")));
  }

  /** Bytes written as hexadecimal digits. */
  public static Bytes bytes(JsonNode hex) {
    return Bytes.fromHex(hex.asText());
  }
}
