package org.tagma.web.request;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Algorithm;
import org.tagma.protocols.operation.CreateKey;
import org.tagma.protocols.operation.KeyUsage;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.SignatureType;
import org.tagma.protocols.operation.VerifyRequest;

/**
 * The bodies of the operations (spec/api.md, Operations): first everything malformed is rejected,
 * then what this version does not do.
 */
public final class OperationRequests {
  /** How many messages one request may have signed. */
  public static final int MAX_OPERATIONS = 64;

  private static final int MAX_OPERATION_ID = 255;
  private static final int MAX_ASSET_OWNER = 255;
  private static final Pattern TWEAK = Pattern.compile("[a-z0-9:_\\-/]{1,255}");
  private static final String CURVE = "SECP256K1";

  private OperationRequests() {}

  private enum Mode {
    CREATE,
    ROTATE,
    REFRESH,
    RESHARE
  }

  /** The body of {@code POST /sign}. */
  public static SignRequest sign(RequestReader request) throws OperationFailed {
    request.only("keyId", "algorithm", "operations", "hash", "context", "tweak");
    String keyId = request.keyId();
    Algorithm algorithm = request.choice("algorithm", Algorithm.class);
    Map<String, byte[]> operations = operations(request);
    options(request);
    if (algorithm != Algorithm.FROST) {
      throw RequestReader.unsupported("algorithm", algorithm);
    }
    return new SignRequest(keyId, algorithm, operations);
  }

  /** The body of {@code POST /sign/verify}. */
  public static VerifyRequest verify(RequestReader request) throws OperationFailed {
    request.only(
        "keyId", "sigType", "data64", "signature64", "context", "generation", "hash", "tweak");
    String keyId = request.keyId();
    SignatureType type = request.choice("sigType", SignatureType.class);
    byte[] data = request.message("data64");
    byte[] signature = request.base64("signature64");
    OptionalInt generation = request.generation();
    options(request);
    if (type != SignatureType.SEC1R65SCHNORR) {
      throw RequestReader.unsupported("sigType", type);
    }
    return new VerifyRequest(keyId, type, data, signature, generation);
  }

  /** The body of {@code POST /dkg}. */
  public static CreateKey createKey(RequestReader request) throws OperationFailed {
    request.only("keyId", "curve", "mode", "policy", "assetOwner", "usage", "threshold", "members");
    String keyId = request.keyId();
    String curve = request.text("curve");
    Mode mode = request.choice("mode", Mode.class);
    KeyUsage usage = request.optionalChoice("usage", KeyUsage.class).orElse(KeyUsage.SIGN);
    Optional<String> assetOwner = assetOwner(request);
    if (mode != Mode.CREATE) {
      throw RequestReader.unsupported("mode", mode);
    }
    request.unsupported("threshold");
    request.unsupported("members");
    request.unsupported("policy");
    if (usage != KeyUsage.SIGN) {
      throw RequestReader.unsupported("usage", usage);
    }
    if (!curve.equals(CURVE)) {
      throw new OperationFailed(
          ErrorType.UNSUPPORTED_CURVE, "field 'curve': this version supports " + CURVE + " only");
    }
    return new CreateKey(keyId, curve, usage, assetOwner.orElse(null));
  }

  private static Map<String, byte[]> operations(RequestReader request) throws OperationFailed {
    Map<String, byte[]> operations = request.messages("operations");
    if (operations.isEmpty()) {
      throw RequestReader.invalid("field 'operations' has no member; at least one is needed");
    }
    if (operations.size() > MAX_OPERATIONS) {
      throw new OperationFailed(
          ErrorType.TOO_MANY_OPERATIONS,
          "field 'operations' has "
              + operations.size()
              + " members; at most "
              + MAX_OPERATIONS
              + " are allowed");
    }
    if (operations.keySet().stream()
        .anyMatch(id -> id.isEmpty() || id.length() > MAX_OPERATION_ID)) {
      throw RequestReader.invalid(
          "the member names of field 'operations' have to be 1 to "
              + MAX_OPERATION_ID
              + " characters long");
    }
    return operations;
  }

  private static void options(RequestReader request) throws OperationFailed {
    boolean hash = request.flag("hash");
    Optional<String> tweak = request.optionalText("tweak");
    if (tweak.isPresent() && !TWEAK.matcher(tweak.get()).matches()) {
      throw new OperationFailed(
          ErrorType.INVALID_TWEAK, "field 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /");
    }
    if (hash) {
      throw RequestReader.unsupported("hash", true);
    }
    request.unsupported("context");
    request.unsupported("tweak");
  }

  private static Optional<String> assetOwner(RequestReader request) throws OperationFailed {
    Optional<String> owner = request.optionalText("assetOwner");
    if (owner.isPresent() && (owner.get().isBlank() || owner.get().length() > MAX_ASSET_OWNER)) {
      throw new OperationFailed(
          ErrorType.INVALID_ASSET_OWNER,
          "field 'assetOwner' has to be 1 to " + MAX_ASSET_OWNER + " characters long");
    }
    return owner;
  }
}
