package org.tagma.threshold.testkit;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Verifies ECDSA with BouncyCastle, and on P-256 with the JDK as well. */
public enum OutsideEcdsa {
  SECP256K1("secp256k1", false),
  P256("secp256r1", true);

  private final String name;
  private final boolean inTheJdk;

  OutsideEcdsa(String name, boolean inTheJdk) {
    this.name = name;
    this.inTheJdk = inTheJdk;
  }

  private X9ECParameters curve() {
    return SECNamedCurves.getByName(name);
  }

  /**
   * Whether a signature in DER is valid for 32 bytes.
   *
   * @param publicKey SEC 1 compressed
   */
  public boolean verify(byte[] publicKey, byte[] digest, byte[] der) {
    boolean valid = verifyWithBouncyCastle(publicKey, digest, der);
    if (inTheJdk && verifyWithJdk(publicKey, digest, der) != valid) {
      throw new IllegalStateException("the JDK and BouncyCastle differ");
    }
    return valid;
  }

  private boolean verifyWithBouncyCastle(byte[] publicKey, byte[] digest, byte[] der) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(
        false,
        new ECPublicKeyParameters(
            curve().getCurve().decodePoint(publicKey), new ECDomainParameters(curve())));
    ASN1Sequence signature = ASN1Sequence.getInstance(der);
    return verifier.verifySignature(digest, integer(signature, 0), integer(signature, 1));
  }

  private static BigInteger integer(ASN1Sequence signature, int index) {
    return ASN1Integer.getInstance(signature.getObjectAt(index)).getPositiveValue();
  }

  private boolean verifyWithJdk(byte[] publicKey, byte[] digest, byte[] der) {
    try {
      Signature verifier = Signature.getInstance("NONEwithECDSA", "SunEC");
      verifier.initVerify(key(publicKey));
      verifier.update(digest);
      return verifier.verify(der);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PublicKey key(byte[] publicKey) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
    parameters.init(new ECGenParameterSpec(name));
    ECPoint point = curve().getCurve().decodePoint(publicKey).normalize();
    java.security.spec.ECPoint affine =
        new java.security.spec.ECPoint(
            point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    return KeyFactory.getInstance("EC", "SunEC")
        .generatePublic(
            new ECPublicKeySpec(affine, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  /** The public key, SEC 1 compressed, that r, s and a recovery id give for 32 bytes. */
  public byte[] recover(byte[] digest, byte[] signature) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    BigInteger x = (signature[64] & 2) == 0 ? r : r.add(curve().getN());
    byte[] encoded = new byte[33];
    encoded[0] = (byte) (2 + (signature[64] & 1));
    byte[] magnitude = BigIntegers.asUnsignedByteArray(32, x);
    System.arraycopy(magnitude, 0, encoded, 1, 32);
    ECPoint nonce = curve().getCurve().decodePoint(encoded);
    BigInteger e = new BigInteger(1, digest);
    BigInteger inverse = r.modInverse(curve().getN());
    return nonce
        .multiply(s)
        .subtract(curve().getG().multiply(e))
        .multiply(inverse)
        .normalize()
        .getEncoded(true);
  }
}
