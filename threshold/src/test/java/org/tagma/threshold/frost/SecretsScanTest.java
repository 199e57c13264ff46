package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.Envelope;

/** No share, nonce or scalar of a live session is in anything that leaves or can be printed. */
class SecretsScanTest {
  private static final FrostSuite SUITE = FrostSuite.SECP256K1;
  private static final Curve CURVE = SUITE.curve();

  private final SimulatedCluster cluster = FrostOperation.cluster(41, 2, 3);
  private final Operation operation = FrostOperation.sign(cluster);
  private final CertificateContent certificate = operation.certificate().orElseThrow();

  private byte[] share(int keeper) {
    try (KeyShare share = cluster.keeper(keeper).storage().share(certificate).orElseThrow()) {
      return share.secret().encode();
    }
  }

  /** Every secret of keepers 1 and 2 in a session whose randomness is known. */
  private Map<String, byte[]> secrets(StagedSession staged) throws DecodingException {
    Map<String, byte[]> secrets = new TreeMap<>();
    Inbox inbox = staged.inbox();
    List<SigningPackage> packages = Signing.of(staged.session()).packages(inbox);
    for (int keeper : staged.session().members()) {
      byte[] share = share(keeper);
      secrets.put("share " + keeper, share);
      SeededRandom random = new SeededRandom(keeper, staged.session().sid().hex());
      for (int k = 0; k < packages.size(); k++) {
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        random.nextBytes(first);
        random.nextBytes(second);
        String at = " of message " + k + " of keeper " + keeper;
        Scalar d = SUITE.nonce(first, share);
        Scalar e = SUITE.nonce(second, share);
        SigningPackage signing = packages.get(k);
        assertEquals(
            CURVE.generator().times(d),
            signing.commitments().get(keeper).hiding(),
            "these are the session's nonces");
        Scalar weight = signing.lagrange().get(keeper).times(signing.challenge());
        secrets.put("randomness of d" + at, first);
        secrets.put("randomness of e" + at, second);
        secrets.put("d" + at, d.encode());
        secrets.put("e" + at, e.encode());
        secrets.put("e rho" + at, e.times(rho(signing, keeper)).encode());
        secrets.put("d + e rho" + at, d.plus(e.times(rho(signing, keeper))).encode());
        secrets.put("weighted share" + at, CURVE.decodeScalar(share).times(weight).encode());
      }
    }
    return secrets;
  }

  private static Scalar rho(SigningPackage signing, int keeper) {
    return signing.bindingFactors().get(keeper);
  }

  private static void assertHoldsNone(Map<String, byte[]> secrets, String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    secrets.forEach(
        (name, secret) -> {
          assertFalse(lower.contains(HexFormat.of().formatHex(secret)), name + " in " + where);
          assertFalse(
              text.contains(Base64.getEncoder().withoutPadding().encodeToString(secret)),
              name + " in " + where);
          assertFalse(text.contains(Bytes.of(secret).base64Url()), name + " in " + where);
          assertFalse(text.contains(new BigInteger(1, secret).toString()), name + " in " + where);
          assertFalse(text.contains(Arrays.toString(secret)), name + " in " + where);
        });
  }

  private static String readable(Envelope envelope) {
    return envelope.signed().compact()
        + new String(envelope.signed().payload().toArray(), StandardCharsets.UTF_8)
        + envelope;
  }

  @Test
  void theScanFindsWhatItLooksFor() throws DecodingException {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    staged.play();
    Map<String, byte[]> secrets = secrets(staged);
    assertEquals(2 * (1 + 2 * 7), secrets.size());
    byte[] share = secrets.get("share 2");
    for (String leak :
        List.of(
            HexFormat.of().withUpperCase().formatHex(share),
            "x" + Bytes.of(share).base64Url(),
            new BigInteger(1, share).toString())) {
      assertThrows(AssertionError.class, () -> assertHoldsNone(secrets, "a leak", leak));
    }
  }

  @Test
  void noMessageHoldsASecret() throws DecodingException {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    Inbox inbox = staged.play();
    Map<String, byte[]> secrets = secrets(staged);
    for (int round = 1; round <= 2; round++) {
      for (int keeper : inbox.session().members()) {
        assertHoldsNone(secrets, "round " + round, readable(staged.envelope(round, keeper)));
      }
    }
    Object result =
        operation
            .protocol()
            .conclude(staged.session())
            .step(inbox, Tasks.SEQUENTIAL)
            .match(next -> next, done -> done.result(), blamed -> blamed);
    assertHoldsNone(secrets, "the result", ((FrostSignatures) result).toString());
  }

  @Test
  void nothingThatCanBePrintedHoldsASecret() throws DecodingException {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    staged.play();
    Map<String, byte[]> secrets = secrets(staged);
    KeyShare share = cluster.keeper(2).storage().share(certificate).orElseThrow();
    SecretScalar scalar = SecretScalar.decode(CURVE, secrets.get("share 2"));
    Local local = new Local(2, Optional.of(share), new SeededRandom(1, "scan"));
    Nonces nonces =
        Nonces.of(
            SUITE,
            scalar,
            secrets.get("randomness of d of message 0 of keeper 2").clone(),
            secrets.get("randomness of e of message 0 of keeper 2").clone());
    List<Object> printable =
        List.of(
            share,
            scalar,
            local,
            nonces,
            ShamirPolynomial.of(List.of(scalar, scalar)),
            operation,
            staged.session(),
            staged.engine(2),
            cluster.keeper(2).identity(),
            cluster.keeper(2).host(),
            new CommitRound(Signing.of(staged.session()), local),
            new ShareRound(Signing.of(staged.session()), local, List.of(nonces)));
    for (Object object : printable) {
      assertHoldsNone(secrets, object.getClass().getSimpleName(), object.toString());
    }
  }

  @Test
  void noExceptionHoldsASecret() throws DecodingException {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    staged.play();
    Map<String, byte[]> secrets = secrets(staged);
    SecretScalar destroyed = SecretScalar.decode(CURVE, secrets.get("share 2"));
    destroyed.destroy();
    byte[] tooLong = Arrays.copyOf(secrets.get("share 2"), 33);
    byte[] tooLarge = secrets.get("share 2").clone();
    Arrays.fill(tooLarge, 0, 16, (byte) 0xff);
    List<Throwable> thrown =
        List.of(
            assertThrows(IllegalStateException.class, destroyed::encode),
            assertThrows(IllegalStateException.class, destroyed::timesGenerator),
            assertThrows(DecodingException.class, () -> SecretScalar.decode(CURVE, tooLong)),
            assertThrows(DecodingException.class, () -> SecretScalar.decode(CURVE, tooLarge)));
    for (Throwable throwable : thrown) {
      StringWriter trace = new StringWriter();
      throwable.printStackTrace(new PrintWriter(trace));
      assertHoldsNone(secrets, throwable.getClass().getSimpleName(), trace.toString());
    }
  }

  /** Over whole operations, the coordinator hears and says no share; that it is alive is enough. */
  @Test
  void noAnswerOfAnOperationHoldsAShare() {
    List<String> heard = new ArrayList<>();
    DirectLinks links =
        new DirectLinks(cluster, 1)
            .rounds(
                (keeper, round, session, answer) -> {
                  heard.add(answer.toJson().toString());
                  return new Links.Reply.Answered(answer);
                });
    cluster.keeper(2).cheat((session, round, body) -> body.put("extra", 1));
    Outcome outcome = cluster.run(1, operation, links);
    assertTrue(outcome.result().isPresent());
    heard.add(outcome.toString());
    heard.add(outcome.ledger().faults().toString());
    links.closings().values().forEach(heard::addAll);
    Map<String, byte[]> secrets = new TreeMap<>();
    for (int keeper = 1; keeper <= 3; keeper++) {
      secrets.put("share " + keeper, share(keeper));
    }
    for (String text : heard) {
      assertHoldsNone(secrets, "an operation", text + payloads(text));
    }
    assertTrue(heard.size() > 6);
  }

  /** Whatever is base64url between dots, decoded. */
  private static String payloads(String text) {
    StringBuilder decoded = new StringBuilder();
    for (String part : text.split("[^A-Za-z0-9_-]+")) {
      if (part.length() > 40) {
        try {
          decoded.append(
              new String(Bytes.fromBase64Url(part).toArray(), StandardCharsets.ISO_8859_1));
        } catch (DecodingException e) {
          decoded.append(' '); // not base64url after all
        }
      }
    }
    return decoded.toString();
  }
}
