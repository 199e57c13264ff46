package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.protocols.audit.AuditEntry;

class BodyDigestsTest {
  private static final byte[] BODY = "{\"keyId\":\"k\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @BeforeEach
  void writeKeyFile() throws Exception {
    Files.writeString(folder.resolve("key"), "A".repeat(43));
  }

  private Seal seal(String keeper) throws Exception {
    Path home = Files.createDirectories(folder.resolve(keeper));
    Seal seal =
        new Seal(
            new SealFile(home),
            SealKind.KEY_FILE,
            new KeyFile(folder.resolve("key")),
            keeper,
            true,
            Clock.systemUTC());
    seal.start();
    return seal;
  }

  private static AuditEntry.Digest digest(Seal seal, byte[] body) {
    return new BodyDigests(seal).of(body).orElseThrow();
  }

  /** HKDF (RFC 5869) of one block, written out: extract with 32 zeros, expand with info and 1. */
  private static byte[] derived(byte[] dataKey) throws Exception {
    byte[] info = "tagma/audit-body/v1\u0001".getBytes(StandardCharsets.US_ASCII);
    return hmac(hmac(new byte[32], dataKey), info);
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  @Test
  void aDigestIsTheHmacUnderAKeyOfItsOwnDerivedFromTheDataKey() throws Exception {
    Seal seal = seal("keeper-1");
    byte[] expected = hmac(derived(seal.dataKey().getEncoded()), BODY);
    AuditEntry.BodyHash hash =
        new AuditEntry.BodyHash("HmacSHA256", Base64.getEncoder().encodeToString(expected));
    assertEquals(new AuditEntry.Digest("audit-body", 1, hash), digest(seal, BODY));
  }

  @Test
  void theSameBodyIsRecognisedAndNoOther() throws Exception {
    Seal seal = seal("keeper-1");
    assertEquals(digest(seal, BODY), digest(seal, BODY.clone()));
    assertNotEquals(digest(seal, BODY), digest(seal, new byte[0]));
  }

  @Test
  void withoutTheDataKeyABodyIsNotRecognised() throws Exception {
    assertNotEquals(digest(seal("keeper-1"), BODY), digest(seal("keeper-2"), BODY));
  }

  @Test
  void aSealedKeeperRecordsNoDigestAndTheDataKeySurvivesTheOthers() throws Exception {
    Seal seal = seal("keeper-1");
    BodyDigests digests = new BodyDigests(seal);
    AuditEntry.Digest before = digest(seal, BODY);
    seal.seal();
    assertEquals(Optional.empty(), digests.of(BODY));
    seal.unseal();
    assertEquals(Optional.of(before), digests.of(BODY));
  }
}
