package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.BodyDigests;
import org.tagma.protocols.keeper.KeeperFixture;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.ecies.AssociatedData;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.EncryptionKey;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.Rehearsal;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

/**
 * What the beans behind /ecies ask for, answer and record; the keepers are those of a rehearsal.
 */
@SuppressWarnings("UnnecessaryAssignment") // the test injects, there is no container
class EciesBeansTest {
  private static final byte[] PLAINTEXT = "attack at dawn".getBytes(StandardCharsets.UTF_8);
  private static final Curve CURVE = Curve.named("P256");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path home;

  private final EncryptionBean encryption = new EncryptionBean();
  private final DecryptionBean decryption = new DecryptionBean();
  private final List<Operation> driven = new ArrayList<>();
  private final VerdictLedger ledger = new VerdictLedger();
  private Optional<Outcome.Failure> failure = Optional.empty();
  private TestDatabase database;
  private AuditRepository records;
  private Rehearsal rehearsal;
  private Rehearsal.Played key;

  @BeforeEach
  void start() throws IOException, DecodingException {
    database = TestDatabase.open(home.resolve("database"));
    records = new AuditRepository(database.database());
    make(KeyUsage.DECRYPT);
    KeeperFixture keeper = new KeeperFixture(home, Map.of("tagma.seal.kind", "shamir"));
    AuditTrail trail = new AuditTrail(records, RecordSigner.of(keeper.identity(), 1));
    AuditedOperation audited =
        new AuditedOperation(
            trail,
            null,
            new Admission(keeper.configuration()),
            new OpenSeal(),
            new BodyDigests(keeper.startSeal()),
            KeeperFixture.readiness(true, true),
            null);
    StoredKeys keys = new OneKey();
    encryption.audited = audited;
    encryption.keys = keys;
    encryption.policies = new KeyPolicies(keys);
    encryption.peers = new PeerCertificates();
    decryption.audited = audited;
    decryption.keys = keys;
    decryption.policies = new KeyPolicies(keys);
    decryption.driver = new RehearsingDriver();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void make(KeyUsage usage) {
    rehearsal = new Rehearsal(2, 3, RANDOM);
    ObjectNode request =
        request().put("curve", CURVE.apiName()).put("mode", "CREATE").put("usage", usage.name());
    key =
        rehearsal.play(
            new Dkg(),
            Dkg.suite(CURVE),
            Session.request(DkgRequest.OP, request),
            List.of(1, 2, 3),
            Optional.empty(),
            Map.of());
  }

  private CertificateContent certificate() {
    return ((Certificate) key.result()).content();
  }

  private static ObjectNode request() {
    return JsonNodeFactory.instance.objectNode().put("keyId", "vault");
  }

  private static final class OpenSeal extends Seal {
    @Override
    public synchronized SealState state() {
      return SealState.UNSEALED;
    }
  }

  private final class OneKey extends StoredKeys {
    @Override
    public Optional<CertificateContent> active(String keyId) {
      return Optional.of(EciesBeansTest.this.certificate()).filter(c -> c.keyId().equals(keyId));
    }

    @Override
    public Optional<CertificateContent> decrypting(String keyId, int generation) {
      return active(keyId).filter(c -> c.generation() == generation);
    }
  }

  /** Has keepers 2 and 3 do what is asked for. */
  private final class RehearsingDriver extends RunDriver {
    @Override
    public Outcome run(Operation operation, PeerDeadline deadline, Durable<?> intent) {
      assertEquals(PeerDeadline.FROST, deadline);
      intent.await();
      driven.add(operation);
      if (failure.isPresent()) {
        return new Outcome(Optional.empty(), failure, ledger, 1);
      }
      Object result =
          rehearsal
              .play(
                  operation.protocol(),
                  operation.suite(),
                  operation.request(),
                  List.of(2, 3),
                  operation.certificate(),
                  key.shares())
              .result();
      return new Outcome(Optional.of(result), Optional.empty(), ledger, 1);
    }

    @Override
    public long budget(PeerDeadline deadline) {
      return 30_000;
    }
  }

  private static RequestContext context(ObjectNode body) {
    return new RequestContext(
        "op-1",
        new Caller("orders", Permissions.none()),
        "secret-credential",
        "POST",
        "/v1/keeper/ecies",
        "127.0.0.1",
        new byte[0],
        body);
  }

  private byte[] encrypted() throws OperationFailed {
    EncryptPlaintext request =
        new EncryptPlaintext("vault", Aead.AES_GCM, PLAINTEXT, AssociatedData.NONE);
    return encryption.encrypt(context(request()), request).ciphertext();
  }

  private Decrypted decrypt(byte[] ciphertext, Optional<Aead> algorithm) throws OperationFailed {
    return decryption.decrypt(
        context(request()),
        new DecryptCiphertext("vault", algorithm, ciphertext, OptionalInt.empty()));
  }

  private void assertFails(ErrorType type, String detail, byte[] ciphertext, Optional<Aead> aead) {
    OperationFailed failed = assertThrows(OperationFailed.class, () -> decrypt(ciphertext, aead));
    assertEquals(type, failed.type());
    assertEquals(detail, failed.detail());
    assertEquals(List.of(), failed.faults().imposters());
    assertEquals(List.of(), failed.faults().dead());
  }

  private List<String> recorded() {
    List<String> recorded = new ArrayList<>();
    for (AuditRow row : records.byOperation("op-1")) {
      try {
        JsonNode record = Jcs.parse(row.canonical().getBytes(StandardCharsets.UTF_8));
        String outcome = record.path("outcome").path("statusCode").asText();
        recorded.add((record.path("event").asText() + " " + outcome).strip());
        assertFalse(row.canonical().contains("attack"), row.canonical());
      } catch (DecodingException e) {
        throw new AssertionError(e);
      }
    }
    return recorded;
  }

  @ParameterizedTest
  @EnumSource(names = {"DECRYPT", "DECRYPT_PLAIN"})
  void whatOneBeanEncryptsTheOtherDecrypts(KeyUsage usage) throws OperationFailed {
    make(usage);
    Decrypted decrypted = decrypt(encrypted(), Optional.of(Aead.AES_GCM));
    assertArrayEquals(PLAINTEXT, decrypted.plaintext());
    assertEquals(usage == KeyUsage.DECRYPT, decrypted.ccaSafe());
    assertEquals("op-1", decrypted.operationId());
    assertEquals(
        List.of(
            "ecies/encrypt.intent",
            "ecies/encrypt 200",
            "ecies/decrypt.intent",
            "ecies/decrypt 200"),
        recorded());
    assertFalse(decrypted.toString().contains("attack"));
  }

  @Test
  void asksAllHoldersUnderTheCertificateAndHandsTheHeaderOnWithoutTheBody()
      throws OperationFailed, DecodingException {
    byte[] ciphertext = encrypted();
    decrypt(ciphertext, Optional.empty());
    Operation operation = driven.get(0);
    assertEquals(Optional.of(certificate()), operation.certificate());
    assertEquals(certificate().participants(), operation.holders());
    assertEquals(2, operation.threshold());
    assertEquals("secret-credential", operation.credential());
    String whole = Base64.getEncoder().encodeToString(ciphertext);
    assertFalse(operation.request().toString().contains(whole));
    byte[] header = Ciphertext.decode(ciphertext).header().encode();
    assertEquals(
        Base64.getEncoder().encodeToString(header),
        operation.request().at("/request/ciphertext64").textValue());
  }

  @Test
  void saysWhoWasDeadInTheAnswer() throws OperationFailed {
    ledger.add(new Fault(3, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1_500), 1, 1));
    Decrypted decrypted = decrypt(encrypted(), Optional.empty());
    assertEquals(List.of("keeper-3"), decrypted.faults().dead());
    assertArrayEquals(PLAINTEXT, decrypted.plaintext());
  }

  @Test
  void aRunThatFailsRevealsNothingAndIsRecorded() throws OperationFailed {
    byte[] ciphertext = encrypted();
    ledger.add(new Fault(2, new Verdict.Dead(CauseOfDeath.CONNECT_REFUSED, 3), 1, 1));
    failure = Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS);
    OperationFailed failed =
        assertThrows(OperationFailed.class, () -> decrypt(ciphertext, Optional.empty()));
    assertEquals(ErrorType.NOT_ENOUGH_HEALTHY_CLIENTS, failed.type());
    assertEquals(List.of("keeper-2"), failed.faults().dead());
    assertEquals("ecies/decrypt 503", recorded().get(recorded().size() - 1));
  }

  @Test
  void asksNobodyForWhatIsNoCiphertextOfTheKey() throws OperationFailed, DecodingException {
    byte[] ciphertext = encrypted();
    assertFails(
        ErrorType.INVALID_CIPHERTEXT,
        "ciphertext64: it has not the form of a ciphertext",
        new byte[] {1, 2, 3},
        Optional.empty());
    assertFails(
        ErrorType.INVALID_CIPHERTEXT,
        "algorithm: the ciphertext was made with AES_GCM",
        ciphertext,
        Optional.of(Aead.CHACHA20_POLY1305));
    byte[] plain =
        EncryptionKey.of(certificate())
            .encryptWithoutProof(Aead.AES_GCM, PLAINTEXT, AssociatedData.NONE, RANDOM)
            .encode();
    assertFails(
        ErrorType.INVALID_CIPHERTEXT,
        "ciphertext64: the key decrypts only ciphertexts with a proof",
        plain,
        Optional.empty());
    assertEquals(List.of(), driven);
  }

  @Test
  void aKeyForSignaturesDoesNeither() throws OperationFailed {
    byte[] ciphertext = encrypted();
    make(KeyUsage.SIGN);
    OperationFailed failed = assertThrows(OperationFailed.class, this::encrypted);
    assertEquals(ErrorType.KEY_APPLY_OPS_FORBIDDEN, failed.type());
    assertFails(
        ErrorType.KEY_PROCESS_OPS_FORBIDDEN,
        "keyId: the key is certified for signatures only",
        ciphertext,
        Optional.empty());
    assertEquals(List.of(), driven);
  }

  @Test
  void aGenerationThatIsNotThereIsNotFound() throws OperationFailed {
    byte[] ciphertext = encrypted();
    DecryptCiphertext request =
        new DecryptCiphertext("vault", Optional.empty(), ciphertext, OptionalInt.of(2));
    OperationFailed failed =
        assertThrows(OperationFailed.class, () -> decryption.decrypt(context(request()), request));
    assertEquals(ErrorType.KEY_NOT_FOUND, failed.type());
    assertTrue(driven.isEmpty());
  }
}
