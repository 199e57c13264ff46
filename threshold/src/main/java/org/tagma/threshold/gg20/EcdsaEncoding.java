package org.tagma.threshold.gg20;

import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;

/** How clients see an ECDSA signature; the request's {@code encoding}. */
public enum EcdsaEncoding {
  /** 65 bytes: r, s and the recovery id. */
  RECOVERABLE {
    @Override
    public byte[] encode(EcdsaSignature signature) {
      return signature.encode();
    }

    @Override
    public EcdsaSignature decode(Curve curve, byte[] encoded) throws DecodingException {
      return EcdsaSignature.decode(curve, encoded);
    }
  },

  /** Ecdsa-Sig-Value of RFC 3279 section 2.2.3, in DER. */
  DER {
    @Override
    public byte[] encode(EcdsaSignature signature) {
      return signature.der();
    }

    @Override
    public EcdsaSignature decode(Curve curve, byte[] encoded) throws DecodingException {
      return EcdsaSignature.ofDer(curve, encoded);
    }
  };

  /** The signature for a client. */
  public abstract byte[] encode(EcdsaSignature signature);

  /** The signature of a client. */
  public abstract EcdsaSignature decode(Curve curve, byte[] encoded) throws DecodingException;

  /** The encoding of that name. */
  static EcdsaEncoding named(String name) throws DecodingException {
    for (EcdsaEncoding encoding : values()) {
      if (encoding.name().equals(name)) {
        return encoding;
      }
    }
    throw new DecodingException("an encoding that does not exist");
  }
}
