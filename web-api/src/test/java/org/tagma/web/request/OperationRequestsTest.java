package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.CreateKey;
import org.tagma.protocols.operation.KeyUsage;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.SignatureType;
import org.tagma.protocols.operation.VerifyRequest;

class OperationRequestsTest {
  private static final String SIGN = "'keyId':'a','algorithm':'FROST','operations':{'x':'aGk='}";
  private static final String VERIFY =
      "'keyId':'a','sigType':'SEC1R65SCHNORR','data64':'aGk=','signature64':'AAA='";
  private static final String CREATE = "'keyId':'a','curve':'SECP256K1','mode':'CREATE'";

  private static RequestReader reader(String members) throws OperationFailed {
    return RequestReader.of(
        ("{" + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static SignRequest sign(String members) throws OperationFailed {
    return OperationRequests.sign(reader(members));
  }

  private static VerifyRequest verify(String members) throws OperationFailed {
    return OperationRequests.verify(reader(members));
  }

  private static CreateKey create(String members) throws OperationFailed {
    return OperationRequests.createKey(reader(members));
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
    assertEquals(OptionalInt.of(2), request.generation());
    assertEquals(2, request.signature().length);
  }

  @Test
  void readsARequestForAKey() throws OperationFailed {
    CreateKey request = create(CREATE);
    assertEquals(KeyUsage.SIGN, request.usage());
    assertNull(request.assetOwner());
    assertEquals(
        "treasury", create(CREATE + ",'usage':'SIGN','assetOwner':'treasury'").assetOwner());
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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'hash':true                | field 'hash': true is not supported in this version",
        "'context':{'kind':'BIP340'}| field 'context' is not supported in this version",
        "'tweak':'m/0'              | field 'tweak' is not supported in this version",
      })
  void namesTheOptionThatItDoesNotDo(String option, String detail) {
    assertFails(ErrorType.UNSUPPORTED, detail, () -> sign(SIGN + "," + option));
    assertFails(ErrorType.UNSUPPORTED, detail, () -> verify(VERIFY + "," + option));
  }

  @Test
  void saysThatGg20IsNotDone() {
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'algorithm': GG20 is not supported in this version",
        () -> sign("'keyId':'a','algorithm':'GG20','operations':{'x':'aGk='}"));
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'sigType': ECDSA is not supported in this version",
        () -> verify("'keyId':'a','sigType':'ECDSA','data64':'aGk=','signature64':'AAA='"));
  }

  @Test
  void rejectsATweakOfTheWrongForm() {
    assertFails(
        ErrorType.INVALID_TWEAK,
        "field 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /",
        () -> sign(SIGN + ",'tweak':'M'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROTATE", "REFRESH", "RESHARE"})
  void saysThatOtherModesAreNotDone(String mode) {
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'mode': " + mode + " is not supported in this version",
        () -> create("'keyId':'a','curve':'SECP256K1','mode':'" + mode + "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P256", "ED25519", "SECP256R1", "", "secp256k1"})
  void rejectsOtherCurves(String curve) {
    assertFails(
        ErrorType.UNSUPPORTED_CURVE,
        "field 'curve': this version supports SECP256K1 only",
        () -> create("'keyId':'a','mode':'CREATE','curve':'" + curve + "'"));
  }

  @Test
  void rejectsKeyOptionsThatItDoesNotDo() {
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'usage': DECRYPT is not supported in this version",
        () -> create(CREATE + ",'usage':'DECRYPT'"));
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'policy' is not supported in this version",
        () -> create(CREATE + ",'policy':{}"));
    assertFails(
        ErrorType.UNSUPPORTED,
        "field 'threshold' is not supported in this version",
        () -> create(CREATE + ",'threshold':2"));
    assertFails(
        ErrorType.INVALID_ASSET_OWNER,
        "field 'assetOwner' has to be 1 to 255 characters long",
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
