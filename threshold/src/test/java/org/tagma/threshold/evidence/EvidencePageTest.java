package org.tagma.threshold.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.wire.SignedPayload;

/** The steps that docs/evidence.md gives an auditor, with a JOSE library that is not ours. */
class EvidencePageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulatedCluster cluster = FrostOperation.cluster(9, 2, 3);
  private final StagedSession staged =
      StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);

  @Test
  void provesAnEquivocationByHand() throws Exception {
    staged.play();
    ObjectNode other = SignedPayload.of(staged.envelope(1, 2));
    other.withObject("/body").put("extra", 1);
    Evidence evidence = equivocation(SignedPayload.sign(cluster.keeper(2).identity(), other));

    assertEquals(Finding.PROVED, cluster.verifier().verify(evidence));
    assertTrue(byHand(evidence));
  }

  @Test
  void provesNothingByHandFromOneMessageTwiceOrAnothersSignature() throws Exception {
    staged.play();

    assertFalse(byHand(equivocation(staged.envelope(1, 2).signed().compact())));
    ObjectNode other = SignedPayload.of(staged.envelope(1, 2));
    other.withObject("/body").put("extra", 1);
    assertFalse(byHand(equivocation(SignedPayload.sign(cluster.keeper(1).identity(), other))));
  }

  @Test
  void provesNothingByHandFromASignatureWithOneBitFlipped() throws Exception {
    staged.play();
    ObjectNode other = SignedPayload.of(staged.envelope(1, 2));
    other.withObject("/body").put("extra", 1);
    String good = SignedPayload.sign(cluster.keeper(2).identity(), other);
    int dot = good.lastIndexOf('.');
    byte[] signature = Bytes.fromBase64Url(good.substring(dot + 1)).toArray();
    SeededRandom random = new SeededRandom(9, "signature");
    for (int i = 0; i < 20; i++) {
      byte[] flipped = signature.clone();
      int bit = random.nextInt(8 * flipped.length);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String bad = good.substring(0, dot + 1) + Bytes.of(flipped).base64Url();
      assertFalse(byHand(equivocation(bad)), () -> "bit " + bit);
      assertEquals(Finding.UNDECIDABLE, cluster.verifier().verify(equivocation(bad)));
    }
  }

  // ---- the program on the page

  private static final Path PAGE = Path.of("..", "docs", "evidence.md");

  @Test
  void theProgramOnThePageProvesABadShareAndRefutesAGoodOne(@TempDir Path folder) throws Exception {
    Evidence honest = Prosecution.of(staged.play(), new Offence(2, FrostRule.SHARE, 2, 2));
    assertEquals("REFUTED: the share fits", run(folder, honest.toJson()));
    Evidence lie = shareOf("A".repeat(43), honest);
    assertEquals(Finding.PROVED, cluster.verifier().verify(lie));
    assertEquals("PROVED: keeper-2's share does not fit", run(folder, lie.toJson()));
  }

  @Test
  void theProgramOnThePageStopsAtWhatWasChanged(@TempDir Path folder) throws Exception {
    Evidence honest = Prosecution.of(staged.play(), new Offence(2, FrostRule.SHARE, 2, 2));
    Evidence lie = shareOf("A".repeat(43), honest);
    ObjectNode nonce = lie.toJson().deepCopy();
    nonce.withObject("/session").put("nonce", "A".repeat(43));
    assertEquals("another session", run(folder, nonce));
    ObjectNode request = lie.toJson().deepCopy();
    request.withObject("/request/request/operations").put("op-1", "");
    assertEquals("another request", run(folder, request));
    ObjectNode certificate = lie.toJson().deepCopy();
    certificate.withObject("/certificate").put("keyId", "another");
    assertEquals("another certificate", run(folder, certificate));
    ObjectNode cut = lie.toJson().deepCopy();
    cut.withArray("/envelopes").remove(0);
    assertEquals("not all messages", run(folder, cut));
    ObjectNode key = lie.toJson().deepCopy();
    ((ObjectNode) key.at("/session/participants/1")).put("thumbprint", "A".repeat(43));
    assertEquals("another identity key", run(folder, key));
  }

  /** The same evidence, with another first share that the accused signs. */
  private Evidence shareOf(String z, Evidence honest) {
    ObjectNode payload = SignedPayload.of(staged.envelope(2, 2));
    payload.withArray("/body/z").set(0, payload.textNode(z));
    List<String> exhibits = new ArrayList<>(honest.exhibits());
    exhibits.remove(staged.envelope(2, 2).signed().compact());
    exhibits.add(SignedPayload.sign(cluster.keeper(2).identity(), payload));
    return new Evidence(
        honest.rule(),
        2,
        honest.session(),
        honest.request(),
        honest.certificate(),
        exhibits,
        List.of());
  }

  /** What the program says: its verdict, or the assertion that does not hold. */
  private String run(Path folder, ObjectNode bundle) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3"))),
        "there is no python3 to run the program on the page");
    String page = Files.readString(PAGE);
    int start = page.indexOf("```python", page.indexOf("and `FROST.SHARE`")) + 9;
    Path program = folder.resolve("program.py");
    Files.writeString(program, page.substring(start, page.indexOf("```", start)));
    Path trust = folder.resolve("cluster.json");
    Files.writeString(trust, cluster.cluster().toJson().toString());
    Path file = folder.resolve("bundle.json");
    Files.writeString(file, bundle.toString());
    Process process =
        new ProcessBuilder("python3", program.toString(), trust.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    String last = output.strip().substring(output.strip().lastIndexOf('\n') + 1);
    return last.replace("AssertionError: ", "");
  }

  private Evidence equivocation(String second) {
    return new Evidence(
        "ENVELOPE.EQUIVOCATION",
        2,
        staged.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(staged.envelope(1, 2).signed().compact(), second),
        List.of());
  }

  private boolean byHand(Evidence evidence) throws Exception {
    JsonNode bundle = JSON.readTree(evidence.toJson().toString());
    JsonNode trust = JSON.readTree(cluster.cluster().toJson().toString());
    String accused = bundle.get("accused").asText();
    PublicJsonWebKey key = null;
    for (JsonNode keeper : trust.get("keepers")) {
      if (keeper.get("id").asText().equals(accused)) {
        key = PublicJsonWebKey.Factory.newPublicJwk(keeper.get("identityJwk").toString());
      }
    }
    String kid = accused + "#" + key.calculateBase64urlEncodedThumbprint("SHA-256");
    List<String> payloads = new ArrayList<>();
    for (JsonNode compact : bundle.get("envelopes")) {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setCompactSerialization(compact.asText());
      jws.setKey(key.getPublicKey());
      if (!kid.equals(jws.getKeyIdHeaderValue())
          || !"tagma-env+jws".equals(jws.getHeader("typ"))
          || !jws.verifySignature()) {
        return false;
      }
      payloads.add(jws.getPayload());
    }
    JsonNode first = JSON.readTree(payloads.get(0));
    JsonNode second = JSON.readTree(payloads.get(1));
    return List.of("sid", "round", "kind", "to").stream()
            .allMatch(m -> first.get(m).equals(second.get(m)))
        && !payloads.get(0).equals(payloads.get(1));
  }
}
