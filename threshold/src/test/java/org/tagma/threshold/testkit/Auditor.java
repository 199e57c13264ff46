package org.tagma.threshold.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;

/**
 * Somebody who holds nothing but {@code cluster.json} and a file of evidence, as bytes. Says what
 * every piece of evidence owes, whatever its rule.
 */
public final class Auditor {
  /** So many single bits are flipped, unless {@code -Dtagma.bits=all}. */
  private static final int SAMPLED = 200;

  private final EvidenceVerifier verifier;

  /** An auditor who trusts that file. */
  public Auditor(byte[] clusterJson) {
    try {
      Cluster cluster = Cluster.read(clusterJson);
      this.verifier = new EvidenceVerifier(cluster.id(), cluster.keyRing(), KnownProtocols.all());
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Auditor of(SimulatedCluster cluster) {
    return new Auditor(cluster.cluster().toJson().toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What the file says; what cannot be read decides nothing. */
  public Finding verify(byte[] json) {
    try {
      return verifier.verify(Evidence.fromJson(Jcs.parse(json)));
    } catch (DecodingException e) {
      return Finding.UNDECIDABLE;
    }
  }

  /** All that every proof owes. */
  public void assertStands(SimulatedCluster cluster, Evidence evidence) {
    assertEquals(Finding.PROVED, verify(bytes(evidence)), evidence.rule());
    assertFailsAfterAnyChange(evidence);
    assertDecidesNothingWhenCut(evidence);
    assertHoldsNoSecret(cluster, evidence);
  }

  /** No bit of it can be changed without losing the proof. */
  private void assertFailsAfterAnyChange(Evidence evidence) {
    byte[] json = bytes(evidence);
    if ("all".equals(System.getProperty("tagma.bits"))) {
      for (int bit = 0; bit < 8 * json.length; bit++) {
        assertFailsAfterFlipping(bit, json, evidence.rule());
      }
      return;
    }
    SeededRandom random = new SeededRandom(Long.getLong("tagma.seed", json.length), "flip");
    for (int i = 0; i < SAMPLED; i++) {
      assertFailsAfterFlipping(random.nextInt(8 * json.length), json, evidence.rule());
    }
  }

  private void assertFailsAfterFlipping(int bit, byte[] json, String rule) {
    byte[] changed = json.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    assertNotEquals(
        Finding.PROVED,
        verify(changed),
        () ->
            rule
                + " is still proved with bit "
                + bit
                + " flipped in "
                + new String(json, StandardCharsets.UTF_8));
  }

  /** Without any one of its messages, or the ends of it, it convicts nobody: nor its bringer. */
  private void assertDecidesNothingWhenCut(Evidence evidence) {
    for (int i = 0; i < evidence.exhibits().size(); i++) {
      List<String> without = new ArrayList<>(evidence.exhibits());
      without.remove(i);
      assertUndecidable(with(evidence, without), "without message " + i);
      assertUndecidable(with(evidence, evidence.exhibits().subList(0, i)), "the first " + i);
    }
  }

  private void assertUndecidable(Evidence evidence, String how) {
    assertEquals(
        Finding.UNDECIDABLE, verify(bytes(evidence)), () -> evidence.rule() + " with " + how);
  }

  private static Evidence with(Evidence e, List<String> exhibits) {
    return new Evidence(
        e.rule(),
        e.accused(),
        e.session(),
        e.request(),
        e.certificate(),
        exhibits,
        e.keyStatements());
  }

  private static void assertHoldsNoSecret(SimulatedCluster cluster, Evidence evidence) {
    assertHoldsNoSecret(cluster, new String(bytes(evidence), StandardCharsets.ISO_8859_1));
  }

  /** No credential, no share and no private key, in any encoding that is in use. */
  static void assertHoldsNoSecret(SimulatedCluster cluster, String text) {
    String all = readable(text, 3);
    assertFalse(all.contains(SimulatedCluster.CREDENTIAL), () -> "a credential in " + text);
    for (SimulatedKeeper keeper : cluster.keepers().values()) {
      for (byte[] secret : keeper.storage().secrets()) {
        assertHidden(all, secret, "a share of keeper-" + keeper.number() + " in " + text);
      }
      String d = keeper.identity().privateJwk().get("d").textValue();
      assertFalse(all.contains(d), () -> "a private key in " + text);
    }
  }

  private static void assertHidden(String all, byte[] secret, String what) {
    assertFalse(all.contains(new String(secret, StandardCharsets.ISO_8859_1)), what);
    assertFalse(all.contains(Bytes.of(secret).base64Url()), what);
    assertFalse(all.contains(HexFormat.of().formatHex(secret)), what);
  }

  /** The text and whatever is base64url in it, decoded, so many layers deep. */
  private static String readable(String text, int depth) {
    if (depth == 0) {
      return text;
    }
    StringBuilder all = new StringBuilder(text);
    for (String part : text.split("[^A-Za-z0-9_-]+")) {
      if (part.length() > 40) {
        try {
          byte[] decoded = Bytes.fromBase64Url(part).toArray();
          all.append('|');
          all.append(readable(new String(decoded, StandardCharsets.ISO_8859_1), depth - 1));
        } catch (DecodingException e) {
          all.append('|'); // not base64url after all
        }
      }
    }
    return all.toString();
  }

  private static byte[] bytes(Evidence evidence) {
    try {
      return Jcs.canonical(evidence.toJson());
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
