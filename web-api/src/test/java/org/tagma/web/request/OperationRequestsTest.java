package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Algorithm;
import org.tagma.protocols.operation.DecryptCiphertext;
import org.tagma.protocols.operation.DestroyGeneration;
import org.tagma.protocols.operation.EncryptPlaintext;
import org.tagma.protocols.operation.GenerationMode;
import org.tagma.protocols.operation.KeyToImport;
import org.tagma.protocols.operation.NewKey;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.SignatureType;
import org.tagma.protocols.operation.VerifyRequest;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.ecies.AssociatedData;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.frost.SigningContext;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.gg20.EcdsaEncoding;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.transcript.Bytes;

class OperationRequestsTest {
  private static final String SIGN = "'keyId':'a','algorithm':'FROST','operations':{'x':'aGk='}";
  private static final String VERIFY =
      "'keyId':'a','sigType':'SEC1R65SCHNORR','data64':'aGk=','signature64':'AAA='";
  private static final String ROOT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String CREATE = "'keyId':'a','curve':'SECP256K1','mode':'CREATE'";

  private static final String STORE = "'keyId':'a','curve':'SECP256K1'";

  private static byte[] body(String members) {
    return ("{" + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static RequestReader reader(String members) throws OperationFailed {
    return RequestReader.of(body(members));
  }

  private static SignRequest sign(String members) throws OperationFailed {
    return OperationRequests.sign(reader(members));
  }

  private static VerifyRequest verify(String members) throws OperationFailed {
    return OperationRequests.verify(reader(members));
  }

  private static KeyToImport store(String members) throws OperationFailed {
    byte[] body = body(members);
    try (PrivateKeyField privateKey = PrivateKeyField.takenFrom(body)) {
      return OperationRequests.keyToImport(RequestReader.of(body), privateKey);
    }
  }

  private static NewKey create(String members) throws OperationFailed {
    return OperationRequests.newKey(reader(members));
  }

  @Test
  void readsARequestToSign() throws OperationFailed {
    SignRequest request = sign(SIGN);
    assertEquals("a", request.keyId());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), request.operations().get("x"));
  }

  @Test
  void readsARequestToVerify() throws OperationFailed {
    VerifyRequest request = verify(VERIFY + ",'generation':2");
    assertEquals(SignatureType.SEC1R65SCHNORR, request.type());
    assertEquals(SignatureType.SCHNORR, verify(VERIFY.replace("SEC1R65", "")).type());
    assertEquals(OptionalInt.of(2), request.generation());
    assertEquals(2, request.signature().length);
  }

  @Test
  void readsARequestToEncrypt() throws OperationFailed {
    EncryptPlaintext request =
        OperationRequests.encrypt(
            reader("'keyId':'a','plaintext64':'aGk=','tweak':'m','label':'l','aad64':'AQ=='"));
    assertEquals(Aead.AES_GCM, request.algorithm());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), request.plaintext());
    assertEquals(
        new AssociatedData(Optional.of("m"), Optional.of("l"), Bytes.fromHex("01")),
        request.associated());
  }

  @Test
  void readsARequestToDecrypt() throws OperationFailed {
    DecryptCiphertext request =
        OperationRequests.decrypt(
            reader(
                "'keyId':'a','algorithm':'CHACHA20_POLY1305','ciphertext64':'aGk=','generation':3"));
    assertEquals(Optional.of(Aead.CHACHA20_POLY1305), request.algorithm());
    assertEquals(OptionalInt.of(3), request.generation());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), request.ciphertext());
  }

  @Test
  void readsARequestToDestroyAGeneration() throws OperationFailed {
    assertEquals(
        new DestroyGeneration("a", 7),
        OperationRequests.destroy(reader("'keyId':'a','version':7")));
    assertFails(
        ErrorType.MISSING_KEY_VERSION,
        "field 'version' is missing",
        () -> OperationRequests.destroy(reader("'keyId':'a'")));
    for (String version : List.of("0", "-1", "'1'", "2147483648")) {
      assertFails(
          ErrorType.INVALID_KEY_GENERATION,
          "field 'version' has to be an integer from 1 to 2147483647",
          () -> OperationRequests.destroy(reader("'keyId':'a','version':" + version)));
    }
  }

  @Test
  void rejectsALabelThatIsNone() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'label' has to be 1 to 1024 bytes of UTF-8",
        () -> OperationRequests.decrypt(reader("'keyId':'a','ciphertext64':'aGk=','label':''")));
  }

  @Test
  void rejectsAPlaintextBeyondSevenMebibytes() {
    String longest = Base64.getEncoder().encodeToString(new byte[Ciphertext.MAX_PLAINTEXT + 1]);
    assertFails(
        ErrorType.PAYLOAD_TOO_LARGE,
        "field 'plaintext64' is larger than 7340032 bytes",
        () -> OperationRequests.encrypt(reader("'keyId':'a','plaintext64':'" + longest + "'")));
  }

  @Test
  void makesKeysThatDecryptOnCurvesThatDo() throws OperationFailed {
    for (KeyUsage usage : List.of(KeyUsage.DECRYPT, KeyUsage.DECRYPT_PLAIN)) {
      assertEquals(Optional.of(usage), create(CREATE + ",'usage':'" + usage + "'").usage());
      assertFails(
          ErrorType.CURVE_MISMATCH,
          "field 'usage': a key on ED25519 does not decrypt",
          () -> create("'keyId':'a','curve':'ED25519','mode':'CREATE','usage':'" + usage + "'"));
    }
  }

  @Test
  void readsARequestForAKey() throws OperationFailed {
    NewKey request = create(CREATE);
    assertEquals(Optional.empty(), request.usage());
    assertEquals(GenerationMode.CREATE, request.mode());
    assertNull(request.assetOwner());
    assertEquals(
        "treasury", create(CREATE + ",'usage':'SIGN','assetOwner':'treasury'").assetOwner());
  }

  @Test
  void readsAPolicy() throws OperationFailed {
    KeyPolicy policy =
        create(CREATE + ",'policy':{'apply':{'unit':'SECONDS','notAfter':12}}")
            .policy()
            .orElseThrow();
    assertEquals(12_000, policy.apply().orElseThrow().epochMillis());
    assertEquals(Optional.empty(), policy.process());
    assertTrue(policy.allowHistoricalProcess());
    assertEquals(Optional.empty(), create(CREATE).policy());
  }

  @Test
  void rejectsWhatIsNoPolicy() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'policy' has to be an object",
        () -> create(CREATE + ",'policy':[]"));
    assertFails(
        ErrorType.INVALID_KEY_SET_POLICY,
        "field 'policy': unknown members",
        () -> create(CREATE + ",'policy':{'applies':{}}"));
    assertFails(
        ErrorType.INVALID_KEY_SET_POLICY,
        "field 'policy': notAfter is out of range",
        () -> create(CREATE + ",'policy':{'apply':{'unit':'SECONDS','notAfter':0}}"));
  }

  @Test
  void takesDefaultsAndNullsForAbsent() throws OperationFailed {
    assertEquals("a", sign(SIGN + ",'hash':false,'context':null,'tweak':null").keyId());
    assertEquals("a", create(CREATE + ",'policy':null,'usage':null").keyId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "64"})
  void signsUpToSixtyFourMessages(int count) throws OperationFailed {
    assertEquals(
        count,
        sign("'keyId':'a','algorithm':'FROST','operations':{" + messages(count) + "}")
            .operations()
            .size());
  }

  @Test
  void rejectsNoMessageAndTooMany() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'operations' has no member; at least one is needed",
        () -> sign("'keyId':'a','algorithm':'FROST','operations':{}"));
    assertFails(
        ErrorType.TOO_MANY_OPERATIONS,
        "field 'operations' has 65 members; at most 64 are allowed",
        () -> sign("'keyId':'a','algorithm':'FROST','operations':{" + messages(65) + "}"));
  }

  private static String messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'op" + i + "':'aGk='")
        .collect(Collectors.joining(","));
  }

  @Test
  void rejectsAnOperationIdThatIsEmptyOrTooLong() {
    String detail = "the member names of field 'operations' have to be 1 to 255 characters long";
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        detail,
        () -> sign("'keyId':'a','algorithm':'FROST','operations':{'':'aGk='}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        detail,
        () ->
            sign(
                "'keyId':'a','algorithm':'FROST','operations':{'" + "x".repeat(256) + "':'aGk='}"));
  }

  @Test
  void readsHowToSignAndToVerify() throws OperationFailed {
    String options =
        ",'hash':true,'tweak':'m/0','context':{'kind':'TAPROOT','merkleRoot64':'" + ROOT + "'}";
    SigningOptions expected =
        new SigningOptions(
            Optional.of(new SigningContext(SigningContext.Kind.TAPROOT, Bytes.of(new byte[32]))),
            Optional.of("m/0"),
            true);
    assertEquals(expected, sign(SIGN + options).options());
    assertEquals(expected, verify(VERIFY + options).options());
    assertEquals(SigningOptions.NONE, sign(SIGN).options());
    assertEquals(
        Optional.of(new SigningContext(SigningContext.Kind.TAPROOT, Bytes.empty())),
        sign(SIGN + ",'hash':true,'context':{'kind':'TAPROOT','merkleRoot64':null}")
            .options()
            .context());
    assertEquals(
        Optional.of(SigningContext.BIP340),
        sign(SIGN + ",'hash':true,'context':{'kind':'BIP340'}").options().context());
  }

  @Test
  void readsThirtyTwoBytesToSignUnderAContextAndNoOtherLength() throws OperationFailed {
    String context = ",'context':{'kind':'BIP340'}";
    assertEquals(32, sign(SIGN.replace("aGk=", ROOT) + context).operations().get("x").length);
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'operations.x' has to be 32 bytes for this context, or field 'hash' true",
        () -> sign(SIGN + context));
    assertEquals(2, verify(VERIFY + context).data().length);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'BIP340' | INVALID_REQUEST_BODY | field 'context' has to be an object",
        "{} | INVALID_REQUEST_BODY | field 'context.kind' is missing",
        "{'kind':'BIP32'} | INVALID_REQUEST_BODY | field 'context.kind' has to be one of BIP340, TAPROOT",
        "{'kind':'BIP340','x':1} | INVALID_REQUEST_BODY | unknown field 'context.x'",
        "{'kind':'TAPROOT','merkleRoot64':1} | INVALID_REQUEST_BODY | field 'context.merkleRoot64' has to be a string",
        "{'kind':'TAPROOT','merkleRoot64':'!'} | INVALID_BASE64 | field 'context.merkleRoot64' is not base64 (standard alphabet, with padding)",
        "{'kind':'TAPROOT','merkleRoot64':'aGk='} | INVALID_MERKLE_ROOT | field 'context.merkleRoot64' has to be 32 bytes, and belongs to kind TAPROOT",
        "{'kind':'BIP340','merkleRoot64':'"
            + ROOT
            + "'} | INVALID_MERKLE_ROOT | field 'context.merkleRoot64' has to be 32 bytes, and belongs to kind TAPROOT",
      })
  void rejectsAContextOfTheWrongForm(String context, ErrorType type, String detail) {
    assertFails(type, detail, () -> sign(SIGN + ",'context':" + context));
    assertFails(type, detail, () -> verify(VERIFY + ",'context':" + context));
  }

  private static final String ECDSA = "'keyId':'a','algorithm':'GG20','operations':";
  private static final String VERIFY_ECDSA =
      "'keyId':'a','sigType':'ECDSA','data64':'aGk=','signature64':'AAA='";

  @Test
  void readsARequestToSignEcdsa() throws OperationFailed {
    SignRequest digest = sign(ECDSA + "{'x':'" + ROOT + "'}");
    assertEquals(Algorithm.GG20, digest.algorithm());
    assertEquals(EcdsaEncoding.RECOVERABLE, digest.encoding());
    SignRequest message = sign(ECDSA + "{'x':'aGk='},'hash':true,'tweak':'t','encoding':'DER'");
    assertEquals(EcdsaEncoding.DER, message.encoding());
    assertEquals(Optional.of("t"), message.options().tweak());
    assertEquals(EcdsaEncoding.RECOVERABLE, verify(VERIFY_ECDSA).encoding());
    assertEquals(EcdsaEncoding.DER, verify(VERIFY_ECDSA + ",'encoding':'DER'").encoding());
  }

  @Test
  void rejectsWhatEcdsaDoesNotSign() {
    assertFails(
        ErrorType.TOO_MANY_OPERATIONS,
        "field 'operations' has to have exactly one member for algorithm GG20",
        () -> sign(ECDSA + "{'x':'" + ROOT + "','y':'" + ROOT + "'}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'operations.x' has to be a digest of 32 to 64 bytes for algorithm GG20, or field"
            + " 'hash' true",
        () -> sign(ECDSA + "{'x':'aGk='}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'context' belongs to algorithm FROST",
        () -> sign(ECDSA + "{'x':'" + ROOT + "'},'context':{'kind':'BIP340'}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'encoding' has to be one of RECOVERABLE, DER",
        () -> sign(ECDSA + "{'x':'" + ROOT + "'},'encoding':'HEX'"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'encoding' belongs to algorithm GG20",
        () -> sign(SIGN + ",'encoding':'DER'"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'encoding' belongs to sigType ECDSA",
        () -> verify(VERIFY + ",'encoding':'DER'"));
  }

  @Test
  void rejectsATweakOfTheWrongForm() {
    assertFails(
        ErrorType.INVALID_TWEAK,
        "field 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /",
        () -> sign(SIGN + ",'tweak':'M'"));
  }

  @ParameterizedTest
  @EnumSource(GenerationMode.class)
  void readsEveryModeAndItsPermission(GenerationMode mode) throws OperationFailed {
    String more = mode == GenerationMode.RESHARE ? ",'threshold':2" : "";
    NewKey request = create("'keyId':'a','curve':'SECP256K1','mode':'" + mode + "'" + more);
    assertEquals(mode, request.mode());
    assertEquals(
        Map.of(
                GenerationMode.CREATE, "tagma.dkg.create",
                GenerationMode.ROTATE, "tagma.dkg.rotate",
                GenerationMode.REFRESH, "tagma.dkg.refresh",
                GenerationMode.RESHARE, "tagma.dkg.reshare")
            .get(mode),
        mode.permission());
  }

  private static final String RESHARE = "'keyId':'a','curve':'SECP256K1','mode':'RESHARE'";

  @Test
  void readsWhoIsToHoldAKey() throws OperationFailed {
    NewKey request =
        create(RESHARE + ",'threshold':3,'members':['keeper-2','keeper-16','keeper-1']");
    assertEquals(OptionalInt.of(3), request.threshold());
    assertEquals(Optional.of(new TreeSet<>(List.of(1, 2, 16))), request.members());
    assertEquals(Optional.empty(), create(RESHARE + ",'threshold':3").members());
    assertEquals(OptionalInt.empty(), create(RESHARE + ",'members':['keeper-1']").threshold());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "17", "'2'", "true"})
  void rejectsAThresholdThatNoClusterHas(String threshold) {
    assertFails(
        ErrorType.INVALID_THRESHOLD,
        "field 'threshold' has to be an integer from 2 to 16",
        () -> create(RESHARE + ",'threshold':" + threshold));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'keeper-1'",
        "['keeper-0']",
        "['keeper-17']",
        "[1]",
        "['keeper-1','keeper-1']"
      })
  void rejectsMembersThatAreNoDifferentKeepers(String members) {
    assertFails(
        ErrorType.INVALID_PEER_ID,
        "field 'members' has to be an array of different keepers, such as \"keeper-1\"",
        () -> create(RESHARE + ",'members':" + members));
  }

  @Test
  void aReshareChangesHoldersAndNothingElse() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "a reshare needs field 'threshold' or 'members'",
        () -> create(RESHARE));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "a reshare changes none of 'usage', 'policy' and 'assetOwner'",
        () -> create(RESHARE + ",'threshold':2,'usage':'SIGN'"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "fields 'threshold' and 'members' belong to mode RESHARE",
        () -> create(CREATE + ",'threshold':2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'usage':'SIGN'", "'assetOwner':'treasury'", "'policy':{}"})
  void aRefreshChangesNothingButShares(String member) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "a refresh changes none of 'usage', 'policy' and 'assetOwner'",
        () -> create("'keyId':'a','curve':'SECP256K1','mode':'REFRESH'," + member));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void takesEveryCurve(String curve) throws OperationFailed {
    assertEquals(curve, create("'keyId':'a','mode':'CREATE','curve':'" + curve + "'").curve());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256R1", "", "secp256k1"})
  void rejectsOtherCurves(String curve) {
    assertFails(
        ErrorType.UNSUPPORTED_CURVE,
        "field 'curve' has to be one of SECP256K1, P256, ED25519",
        () -> create("'keyId':'a','mode':'CREATE','curve':'" + curve + "'"));
  }

  @Test
  void readsARequestToImport() throws OperationFailed {
    byte[] one = new byte[32];
    one[31] = 1;
    String value = Base64.getEncoder().encodeToString(one);
    try (KeyToImport key =
        store(
            STORE + ",'usage':'DECRYPT','assetOwner':'x','policy':{},'value64':'" + value + "'")) {
      assertEquals("a", key.keyId());
      assertEquals(Optional.of(KeyUsage.DECRYPT), key.usage());
      assertEquals(Optional.of("x"), key.assetOwner());
      assertTrue(key.policy().isPresent());
      assertEquals(key.curve().generator(), key.privateKey().timesGenerator());
      assertTrue(key.toString().contains("privateKey=SecretScalar[SECP256K1, redacted]"));
    }
  }

  @Test
  void theBytesOfAPrivateKeyAreErasedOnceTheyAreRead() throws OperationFailed {
    String value =
        Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.UTF_8));
    byte[] body = body(STORE + ",'value64':'" + value + "'");
    PrivateKeyField field = PrivateKeyField.takenFrom(body);
    RequestReader request = RequestReader.of(body);
    byte[] bytes = field.of(request);
    OperationRequests.keyToImport(request, field).close();
    assertArrayEquals(new byte[32], bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256"})
  void zeroIsNoPrivateKey(String curve) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'value64' is no private key: zero is no private key",
        () -> store("'keyId':'a','curve':'" + curve + "','value64':'" + ROOT + "'"));
  }

  @Test
  void anImportedKeyIsForWhatItsCurveCanDo() {
    assertFails(
        ErrorType.CURVE_MISMATCH,
        "field 'usage': a key on ED25519 does not decrypt",
        () -> store("'keyId':'a','curve':'ED25519','usage':'DECRYPT','value64':'" + ROOT + "'"));
    assertFails(ErrorType.INVALID_REQUEST_BODY, "field 'value64' is missing", () -> store(STORE));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'value64' has to be a string",
        () -> store(STORE + ",'value64':7"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'mode'",
        () -> store(STORE + ",'mode':'CREATE'"));
  }

  @Test
  void rejectsKeyOptionsThatItDoesNotDo() {
    assertFails(
        ErrorType.INVALID_ASSET_OWNER,
        "field 'assetOwner' has to be 1 to 255 printable characters",
        () -> create(CREATE + ",'assetOwner':' '"));
  }

  @Test
  void rejectsMalformedFieldsBeforeItSaysWhatItDoesNotDo() {
    assertFails(
        ErrorType.INVALID_BASE64,
        "field 'operations.x' is not base64 (standard alphabet, with padding)",
        () -> sign("'keyId':'a','algorithm':'GG20','operations':{'x':'!'},'hash':true"));
  }

  @Test
  void rejectsFieldsOfOtherOperations() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'data64'",
        () -> sign(SIGN + ",'data64':'aGk='"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'operations'",
        () -> verify(VERIFY + ",'operations':{}"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'tweak'",
        () -> create(CREATE + ",'tweak':'m'"));
  }
}
