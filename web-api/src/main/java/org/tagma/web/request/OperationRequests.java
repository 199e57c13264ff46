package org.tagma.web.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
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
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.importing.PrivateKey;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.transcript.Bytes;

/**
 * The bodies of the operations (spec/api.md, Operations): first everything malformed is rejected,
 * then what this version does not do.
 */
public final class OperationRequests {
  /** How many messages one request may have signed. */
  public static final int MAX_OPERATIONS = 64;

  private static final int MAX_OPERATION_ID = 255;
  private static final int MAX_KEEPERS = 16;

  private OperationRequests() {}

  /** The body of {@code POST /sign}. */
  public static SignRequest sign(RequestReader request) throws OperationFailed {
    request.only("keyId", "algorithm", "operations", "hash", "context", "tweak", "encoding");
    String keyId = request.keyId();
    Algorithm algorithm = request.choice("algorithm", Algorithm.class);
    Map<String, byte[]> operations = operations(request);
    SigningOptions options = options(request);
    Optional<EcdsaEncoding> encoding = request.optionalChoice("encoding", EcdsaEncoding.class);
    if (algorithm == Algorithm.GG20) {
      fitEcdsa(operations, options);
    } else if (encoding.isPresent()) {
      throw RequestReader.invalid("field 'encoding' belongs to algorithm GG20");
    }
    if (options.context().isPresent()) {
      fit(operations, options);
    }
    return new SignRequest(
        keyId, algorithm, operations, options, encoding.orElse(EcdsaEncoding.RECOVERABLE));
  }

  private static void fitEcdsa(Map<String, byte[]> operations, SigningOptions options)
      throws OperationFailed {
    if (operations.size() != 1) {
      throw new OperationFailed(
          ErrorType.TOO_MANY_OPERATIONS,
          "field 'operations' has to have exactly one member for algorithm GG20");
    }
    if (options.context().isPresent()) {
      throw RequestReader.invalid("field 'context' belongs to algorithm FROST");
    }
    Map.Entry<String, byte[]> operation = operations.entrySet().iterator().next();
    if (!Gg20Request.isSignable(Bytes.of(operation.getValue()), options.hash())) {
      throw RequestReader.invalid(
          "field 'operations."
              + RequestReader.shortened(operation.getKey())
              + "' has to be a digest of 32 to 64 bytes for algorithm GG20, or field 'hash' true");
    }
  }

  private static void fit(Map<String, byte[]> operations, SigningOptions options)
      throws OperationFailed {
    for (Map.Entry<String, byte[]> operation : operations.entrySet()) {
      if (options.message(operation.getValue()).length != SigningContext.HASH_LENGTH) {
        throw RequestReader.invalid(
            "field 'operations."
                + RequestReader.shortened(operation.getKey())
                + "' has to be 32 bytes for this context, or field 'hash' true");
      }
    }
  }

  /** The body of {@code POST /sign/verify}. */
  public static VerifyRequest verify(RequestReader request) throws OperationFailed {
    request.only(
        "keyId",
        "sigType",
        "data64",
        "signature64",
        "context",
        "generation",
        "hash",
        "tweak",
        "encoding");
    String keyId = request.keyId();
    SignatureType type = request.choice("sigType", SignatureType.class);
    byte[] data = request.message("data64");
    byte[] signature = request.base64("signature64");
    OptionalInt generation = request.generation();
    SigningOptions options = options(request);
    Optional<EcdsaEncoding> encoding = request.optionalChoice("encoding", EcdsaEncoding.class);
    if (encoding.isPresent() && type != SignatureType.ECDSA) {
      throw RequestReader.invalid("field 'encoding' belongs to sigType ECDSA");
    }
    return new VerifyRequest(
        keyId,
        type,
        data,
        signature,
        generation,
        options,
        encoding.orElse(EcdsaEncoding.RECOVERABLE));
  }

  /** The body of {@code POST /dkg}. */
  public static NewKey newKey(RequestReader request) throws OperationFailed {
    request.only("keyId", "curve", "mode", "policy", "assetOwner", "usage", "threshold", "members");
    String keyId = request.keyId();
    String curve = request.text("curve");
    GenerationMode mode = request.choice("mode", GenerationMode.class);
    Optional<KeyUsage> usage = request.optionalChoice("usage", KeyUsage.class);
    Optional<String> assetOwner = assetOwner(request);
    OptionalInt threshold = threshold(request);
    Optional<SortedSet<Integer>> members = request.keepers("members");
    Optional<KeyPolicy> policy = policy(request);
    boolean describes = usage.isPresent() || assetOwner.isPresent() || policy.isPresent();
    checkFields(mode, describes, threshold, members);
    checkCurve(curve, usage);
    return new NewKey(
        keyId, curve, mode, usage, policy, assetOwner.orElse(null), threshold, members);
  }

  private static void checkCurve(String curve, Optional<KeyUsage> usage) throws OperationFailed {
    List<String> curves = Curve.all().stream().map(Curve::apiName).toList();
    if (!curves.contains(curve)) {
      throw new OperationFailed(
          ErrorType.UNSUPPORTED_CURVE,
          "field 'curve' has to be one of " + String.join(", ", curves));
    }
    if (!usage.orElse(KeyUsage.SIGN).allows(Curve.named(curve))) {
      throw new OperationFailed(
          ErrorType.CURVE_MISMATCH, "field 'usage': a key on " + curve + " does not decrypt");
    }
  }

  /**
   * The body of {@code POST /storage/store}.
   *
   * @param privateKey taken from the body before {@code request} was read
   */
  public static KeyToImport keyToImport(RequestReader request, PrivateKeyField privateKey)
      throws OperationFailed {
    request.only("keyId", "curve", ImportRequest.SECRET, "policy", "assetOwner", "usage");
    String keyId = request.keyId();
    String curve = request.text("curve");
    Optional<KeyUsage> usage = request.optionalChoice("usage", KeyUsage.class);
    Optional<String> assetOwner = assetOwner(request);
    Optional<KeyPolicy> policy = policy(request);
    checkCurve(curve, usage);
    byte[] encoded = privateKey.of(request);
    try {
      return new KeyToImport(
          keyId,
          Curve.named(curve),
          usage,
          policy,
          assetOwner,
          PrivateKey.decode(Curve.named(curve), encoded));
    } catch (DecodingException none) {
      throw RequestReader.invalid(
          "field '" + ImportRequest.SECRET + "' is no private key: " + none.getMessage());
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static Optional<KeyPolicy> policy(RequestReader request) throws OperationFailed {
    Optional<RequestReader> policy = request.optionalObject("policy");
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyPolicy.fromJson((ObjectNode) policy.get().json()));
    } catch (DecodingException e) {
      throw new OperationFailed(
          ErrorType.INVALID_KEY_SET_POLICY, "field 'policy': " + e.getMessage());
    }
  }

  private static OptionalInt threshold(RequestReader request) throws OperationFailed {
    return request.has("threshold")
        ? OptionalInt.of(request.integer("threshold", 2, MAX_KEEPERS, ErrorType.INVALID_THRESHOLD))
        : OptionalInt.empty();
  }

  private static void checkFields(
      GenerationMode mode,
      boolean describes,
      OptionalInt threshold,
      Optional<SortedSet<Integer>> members)
      throws OperationFailed {
    boolean reshare = mode == GenerationMode.RESHARE;
    if (describes && (reshare || mode == GenerationMode.REFRESH)) {
      throw RequestReader.invalid(
          "a "
              + mode.name().toLowerCase(Locale.ROOT)
              + " changes none of 'usage', 'policy' and 'assetOwner'");
    }
    if (!reshare && (threshold.isPresent() || members.isPresent())) {
      throw RequestReader.invalid("fields 'threshold' and 'members' belong to mode RESHARE");
    }
    if (reshare && threshold.isEmpty() && members.isEmpty()) {
      throw RequestReader.invalid("a reshare needs field 'threshold' or 'members'");
    }
  }

  /** The body of {@code POST /destroy}. */
  public static DestroyGeneration destroy(RequestReader request) throws OperationFailed {
    request.only("keyId", "version");
    String keyId = request.keyId();
    if (!request.has("version")) {
      throw new OperationFailed(ErrorType.MISSING_KEY_VERSION, "field 'version' is missing");
    }
    return new DestroyGeneration(
        keyId, request.integer("version", 1, Integer.MAX_VALUE, ErrorType.INVALID_KEY_GENERATION));
  }

  /** The body of {@code POST /ecies/encrypt}. */
  public static EncryptPlaintext encrypt(RequestReader request) throws OperationFailed {
    request.only("keyId", "algorithm", "plaintext64", "tweak", "label", "aad64");
    String keyId = request.keyId();
    Aead algorithm = request.optionalChoice("algorithm", Aead.class).orElse(Aead.AES_GCM);
    AssociatedData associated = associated(request);
    byte[] plaintext = request.base64("plaintext64", Ciphertext.MAX_PLAINTEXT);
    return new EncryptPlaintext(keyId, algorithm, plaintext, associated);
  }

  /** The body of {@code POST /ecies/decrypt}. */
  public static DecryptCiphertext decrypt(RequestReader request) throws OperationFailed {
    request.only("keyId", "algorithm", "ciphertext64", "generation", "tweak", "label", "aad64");
    String keyId = request.keyId();
    Optional<Aead> algorithm = request.optionalChoice("algorithm", Aead.class);
    associated(request);
    OptionalInt generation = request.generation();
    byte[] ciphertext = request.base64("ciphertext64", Ciphertext.MAX_ENCODED);
    return new DecryptCiphertext(keyId, algorithm, ciphertext, generation);
  }

  private static AssociatedData associated(RequestReader request) throws OperationFailed {
    Optional<String> tweak = tweak(request);
    Optional<String> label = request.optionalText("label");
    byte[] aad = request.optionalBase64("aad64").orElse(new byte[0]);
    if (aad.length > AssociatedData.MAX_AAD) {
      throw new OperationFailed(
          ErrorType.PAYLOAD_TOO_LARGE,
          "field 'aad64' is larger than " + AssociatedData.MAX_AAD + " bytes");
    }
    try {
      return new AssociatedData(tweak, label, Bytes.of(aad));
    } catch (IllegalArgumentException e) {
      throw RequestReader.invalid(
          "field 'label' has to be 1 to " + AssociatedData.MAX_LABEL + " bytes of UTF-8");
    }
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

  private static SigningOptions options(RequestReader request) throws OperationFailed {
    boolean hash = request.flag("hash");
    Optional<String> tweak = tweak(request);
    Optional<RequestReader> context = request.optionalObject("context");
    return new SigningOptions(
        context.isPresent() ? Optional.of(context(context.get())) : Optional.empty(), tweak, hash);
  }

  private static Optional<String> tweak(RequestReader request) throws OperationFailed {
    Optional<String> tweak = request.optionalText("tweak");
    if (tweak.isPresent() && !SigningOptions.isTweak(tweak.get())) {
      throw new OperationFailed(
          ErrorType.INVALID_TWEAK, "field 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /");
    }
    return tweak;
  }

  private static SigningContext context(RequestReader context) throws OperationFailed {
    context.only("kind", "merkleRoot64");
    SigningContext.Kind kind = context.choice("kind", SigningContext.Kind.class);
    Bytes merkleRoot = Bytes.of(context.optionalBase64("merkleRoot64").orElse(new byte[0]));
    try {
      return new SigningContext(kind, merkleRoot);
    } catch (IllegalArgumentException e) {
      throw new OperationFailed(
          ErrorType.INVALID_MERKLE_ROOT,
          "field 'context.merkleRoot64' has to be 32 bytes, and belongs to kind TAPROOT");
    }
  }

  private static Optional<String> assetOwner(RequestReader request) throws OperationFailed {
    Optional<String> owner = request.optionalText("assetOwner");
    if (owner.isPresent() && !CertificateContent.isOwner(owner.get())) {
      throw new OperationFailed(
          ErrorType.INVALID_ASSET_OWNER,
          "field 'assetOwner' has to be 1 to 255 printable characters");
    }
    return owner;
  }
}
