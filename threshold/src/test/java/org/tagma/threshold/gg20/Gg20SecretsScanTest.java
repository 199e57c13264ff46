package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;

/**
 * Nothing that says anything of the key is in any message, with a signature or with openings in the
 * end.
 */
class Gg20SecretsScanTest {
  private final SimulatedCluster cluster = Gg20Operation.cluster(41, 2, 3);
  private final Operation operation = Gg20Operation.sign(cluster);
  private final Curve curve = Curve.named("SECP256K1");

  /** Whatever stays secret, whether the session succeeds or not. */
  private SortedMap<String, BigInteger> secrets(Inbox inbox) {
    SortedMap<String, BigInteger> secrets = new TreeMap<>();
    Signing signing = Signing.of(inbox);
    for (int i : inbox.session().members()) {
      int j = signing.others(i).get(0);
      try (KeyShare share =
              cluster
                  .keeper(i)
                  .storage()
                  .share(operation.certificate().orElseThrow())
                  .orElseThrow();
          SecretScalar weighted = signing.weightedShare(share);
          AuxSecrets own = TestModuli.of(i)) {
        BigInteger nonce =
            own.key().decrypt(inbox.messages(Gg20.COMMIT, Gg20Commit.class).get(i).nonce());
        BigInteger mask = own.key().decrypt(pair(inbox, i, j).key().mask());
        BigInteger product = own.key().decrypt(pair(inbox, j, i).key().product());
        BigInteger part =
            nonce.multiply(weighted.toInteger()).add(product).subtract(mask).mod(curve.order());
        assertTrue(mask.bitLength() > 1200, "nu' is wide");
        secrets.put("x of " + i, share.secret().toInteger());
        secrets.put("w of " + i, weighted.toInteger());
        secrets.put("sigma of " + i, part);
        secrets.put("nu' of " + i, mask.abs());
      }
    }
    assertEquals(8, secrets.size());
    return secrets;
  }

  private static Gg20Products.Pair pair(Inbox inbox, int from, int to) {
    return inbox.messages(Gg20.MULTIPLY, Gg20Products.class).get(from).to().get(to);
  }

  /** Every text of every body, decoded, holds none of them. */
  private static void assertHoldsNone(Map<String, BigInteger> secrets, Inbox inbox) {
    for (int round = 1; round <= inbox.round(); round++) {
      inbox
          .round(round)
          .values()
          .forEach(received -> assertHoldsNone(secrets, received.envelope().body()));
    }
  }

  private static void assertHoldsNone(Map<String, BigInteger> secrets, JsonNode node) {
    node.forEach(child -> assertHoldsNone(secrets, child));
    if (node.isTextual() && !node.textValue().startsWith("keeper-")) {
      String hex = hex(node.textValue());
      secrets.forEach((name, secret) -> assertFalse(hex.contains(hex(secret)), name));
    }
  }

  private static String hex(String base64Url) {
    try {
      return Bytes.fromBase64Url(base64Url).hex();
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(BigInteger secret) {
    String hex = secret.toString(16);
    return hex.length() % 2 == 0 ? hex : "0" + hex;
  }

  @Test
  void aSignatureShowsNone() {
    Inbox inbox = StagedSession.of(cluster, operation, 1, 1, 2).play();
    assertHoldsNone(secrets(inbox), inbox);
  }

  @Test
  void openingsShowNone() {
    Operation lied = Gg20Accomplice.lyingAbout(operation, Gg20ContractTest.falseSigma(false));
    Inbox inbox = StagedSession.of(cluster, lied, 1, 1, 2).play();
    assertEquals(2, inbox.messages(Gg20.SHARE, Gg20KeyOpening.class).size());
    SortedMap<String, BigInteger> secrets = secrets(inbox);
    assertHoldsNone(secrets, inbox);

    BigInteger opened = inbox.messages(Gg20.SHARE, Gg20KeyOpening.class).get(1).nonce();
    assertThrows(
        AssertionError.class,
        () -> assertHoldsNone(Map.of("k of 1", opened), inbox),
        "the scan finds what is there");
  }
}
