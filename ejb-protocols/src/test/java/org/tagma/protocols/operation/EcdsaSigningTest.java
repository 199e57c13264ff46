package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.gg20.EcdsaEncoding;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.TestModuli;

class EcdsaSigningTest {
  private static final SigningOptions PLAIN =
      new SigningOptions(Optional.empty(), Optional.empty(), false);

  private final SimulatedCluster cluster = new SimulatedCluster(44, 2, 3, List.of());
  private Optional<ParameterSet> configured = Optional.of(ParameterSet.P112);
  private Optional<AuxCertificate> certified = Optional.empty();

  private final EcdsaSigning signing =
      new EcdsaSigning(
          null,
          null,
          new StoredModuli() {
            @Override
            public Optional<AuxCertificate> active() {
              return certified;
            }
          },
          new KeeperConfiguration() {
            @Override
            public Optional<ParameterSet> moduli() {
              return configured;
            }
          },
          new KeyTurns());

  private OperationFailed failure(String curve) {
    CertificateContent certificate = cluster.dealKey("k", Curve.named(curve));
    SignRequest request =
        new SignRequest(
            "k", Algorithm.GG20, Map.of("op", new byte[32]), PLAIN, EcdsaEncoding.RECOVERABLE);
    return assertThrows(OperationFailed.class, () -> signing.sign(null, request, certificate));
  }

  @Test
  void withoutCertifiedModuliItSaysSoAndWhenToComeAgain() {
    OperationFailed failed = failure("SECP256K1");
    assertEquals(ErrorType.MODULI_NOT_READY, failed.type());
    assertEquals(503, failed.type().status());
    assertTrue(failed.retryAfterSeconds().isPresent());
    assertTrue(failed.detail().contains("/v1/keeper/system/status"), failed.detail());
    assertTrue(failed.detail().contains("FROST"), failed.detail());
  }

  @Test
  void whereModuliAreSwitchedOffEcdsaIsUnsupported() {
    configured = Optional.empty();
    assertEquals(ErrorType.UNSUPPORTED, failure("SECP256K1").type());
  }

  @Test
  void anEd25519KeyDoesNotSignEcdsa() {
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    parameters.put(1, TestModuli.of(1).parameters());
    certified =
        Optional.of(
            new AuxCertificate(new AuxBundle(ParameterSet.P112, parameters), List.of("unread")));
    assertEquals(ErrorType.CURVE_MISMATCH, failure("ED25519").type());
  }

  private static final byte[] DIGEST = new byte[32];

  /** secp256k1: the key is G, the nonce is 1, so r is the x of G and s = m + r. */
  private static byte[] signature() {
    Curve curve = Curve.named("SECP256K1");
    byte[] point = curve.generator().encode();
    byte[] signature = new byte[65];
    System.arraycopy(point, 1, signature, 0, 32);
    System.arraycopy(point, 1, signature, 32, 32);
    return signature;
  }

  private boolean verified(byte[] data, byte[] signature, EcdsaEncoding encoding)
      throws OperationFailed {
    CertificateContent dealt = cluster.dealKey("k", Curve.named("SECP256K1"));
    CertificateContent certificate =
        new CertificateContent(
            dealt.cluster(),
            dealt.sid(),
            dealt.keyId(),
            dealt.generation(),
            dealt.curve(),
            dealt.usage(),
            dealt.threshold(),
            dealt.participants(),
            dealt.curve().generator(),
            dealt.publicShares(),
            dealt.policy());
    return EcdsaVerification.verify(
        certificate,
        new VerifyRequest(
            "k", SignatureType.ECDSA, data, signature, OptionalInt.empty(), PLAIN, encoding));
  }

  @Test
  void verifiesWhatIsWellFormedAndFitsTheDigest() throws OperationFailed {
    byte[] good = signature();
    assertTrue(verified(DIGEST, good, EcdsaEncoding.RECOVERABLE));
    byte[] other = DIGEST.clone();
    other[31] = 1;
    assertFalse(verified(other, good, EcdsaEncoding.RECOVERABLE));
    assertFalse(verified(DIGEST, good, EcdsaEncoding.DER));
    assertFalse(verified(DIGEST, new byte[64], EcdsaEncoding.RECOVERABLE));
    assertFalse(verified(DIGEST, new byte[0], EcdsaEncoding.DER));
    byte[] der = Base64.getDecoder().decode(DER);
    assertTrue(verified(DIGEST, der, EcdsaEncoding.DER));
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    assertFalse(verified(DIGEST, longer, EcdsaEncoding.DER));
  }

  /** SEQUENCE of twice the x of G. */
  private static final String DER =
      "MEQCIHm+Zn753LusVaBilc6HCwcCm/zbLc4o2VnygVsW+BeYAiB5vmZ++dy7rFWgYpXOhwsHApv82y3OKNlZ8oFbFvgXmA==";

  @Test
  void aMessageThatIsNoDigestIsAnError() {
    OperationFailed failed =
        assertThrows(
            OperationFailed.class,
            () -> verified(new byte[5], signature(), EcdsaEncoding.RECOVERABLE));
    assertEquals(ErrorType.INVALID_REQUEST_BODY, failed.type());
  }
}
