package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;

/** The decryption of one message, for tests. */
public final class EciesOperation {
  static final String KEY = "team:dec-1";
  static final byte[] PLAINTEXT = "attack at dawn".getBytes(StandardCharsets.UTF_8);
  static final AssociatedData ASSOCIATED =
      new AssociatedData(Optional.of("m/1"), Optional.of("orders"), Bytes.fromHex("0102"));

  private EciesOperation() {}

  /** A cluster that knows ECIES and nothing else. */
  public static SimulatedCluster cluster(long seed, int threshold, int total) {
    return new SimulatedCluster(seed, threshold, total, List.of(new Ecies()));
  }

  /** Deals {@link #KEY}, encrypts for it, and asks for the plaintext. */
  public static Operation decrypt(SimulatedCluster cluster, String curve) {
    CertificateContent certificate = cluster.dealKey(KEY, Curve.named(curve), KeyUsage.DECRYPT);
    return decrypt(cluster, certificate, ciphertext(certificate), ASSOCIATED);
  }

  /** The same ciphertext for the same key, always. */
  public static Ciphertext ciphertext(CertificateContent certificate) {
    return EncryptionKey.of(certificate)
        .encrypt(Aead.AES_GCM, PLAINTEXT, ASSOCIATED, new SeededRandom(1, "ciphertext"));
  }

  static Operation decrypt(
      SimulatedCluster cluster,
      CertificateContent certificate,
      Ciphertext ciphertext,
      AssociatedData associated) {
    ObjectNode client = JsonNodeFactory.instance.objectNode();
    client.put("keyId", KEY);
    associated.tweak().ifPresent(t -> client.put("tweak", t));
    associated.label().ifPresent(l -> client.put("label", l));
    client.put("aad64", Base64.getEncoder().encodeToString(associated.aad().toArray()));
    return cluster.operation(
        new Ecies(),
        ciphertext.header().suite().name(),
        KEY,
        Optional.of(certificate),
        DecryptRequest.of(client, ciphertext),
        30_000);
  }
}
