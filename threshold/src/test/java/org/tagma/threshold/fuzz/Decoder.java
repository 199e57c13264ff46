package org.tagma.threshold.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.CiphertextHeader;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.DestructionNotice;
import org.tagma.threshold.message.DestructionReceipt;
import org.tagma.threshold.message.KeyAnswer;
import org.tagma.threshold.message.KeyQuestion;
import org.tagma.threshold.message.Kind;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Probe;
import org.tagma.threshold.message.ProbeAnswer;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.message.ViewRequest;
import org.tagma.threshold.refresh.RefreshRequest;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.secret.SecretShare;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.TlvReader;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.KeyStatement;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Everything that reads bytes from outside. Whatever the bytes, a decoder returns or throws {@link
 * DecodingException}, and nothing else; where a value has one encoding, what it accepts encodes to
 * the same bytes again.
 */
@SuppressWarnings("ImmutableEnumChecker") // a decoder is a function
enum Decoder {
  BASE64URL(input -> same(input, Bytes.fromBase64Url(text(input)).base64Url())),
  JWS(input -> Jws.parse(text(input))),
  ENVELOPE(Decoder::envelope),
  PREIMAGE(input -> SessionPreimage.fromJson(Jcs.parse(input)).sid()),
  CONTENT(Decoder::content),
  BODY(Decoder::body),
  REQUEST(Decoder::request),
  IDENTITY_KEY(input -> IdentityKey.fromJwk(1, Jcs.parse(input))),
  KEY_STATEMENT(Decoder::statement),
  CLUSTER(Cluster::read),
  CERTIFICATE(input -> Certificate.fromJson(Jcs.parse(input)).content().hash()),
  EVIDENCE(Decoder::evidence),
  CALL(input -> RoundCall.fromJson(Jcs.parse(input)).toJson()),
  ANSWER(input -> HostAnswer.fromJson(Jcs.parse(input)).toJson()),
  JCS(Decoder::jcs),
  TLV(input -> walk(new TlvReader(input), 0)),
  CIPHERTEXT(input -> same(input, Ciphertext.decode(input).encode())),
  CIPHERTEXT_HEADER(input -> same(input, CiphertextHeader.decode(input).encode())),
  SECRET_SHARE(SecretShare::decode),
  SECP256K1_POINT(input -> point("SECP256K1", input)),
  P256_POINT(input -> point("P256", input)),
  ED25519_POINT(input -> point("ED25519", input)),
  SECP256K1_SCALAR(input -> scalar("SECP256K1", input)),
  P256_SCALAR(input -> scalar("P256", input)),
  ED25519_SCALAR(input -> scalar("ED25519", input));

  private static final Path INPUTS = Path.of("src/test/resources/org/tagma/threshold/fuzz/seeds");
  private static final SimulatedCluster TRUST = FrostOperation.cluster(81, 2, 3);
  private static final EvidenceVerifier VERIFIER =
      new EvidenceVerifier(TRUST.cluster().id(), TRUST.cluster().keyRing(), KnownProtocols.all());
  private static final List<Kind<?>> KINDS =
      List.of(
          Opening.KIND,
          Closing.KIND,
          Accusation.KIND,
          RoundRequest.KIND,
          Refusal.KIND,
          ViewOpening.KIND,
          ViewRequest.KIND,
          Probe.KIND,
          ProbeAnswer.KIND,
          KeyQuestion.KIND,
          KeyAnswer.KIND,
          DestructionNotice.KIND,
          DestructionReceipt.KIND,
          TokenNotice.KIND);

  private final Reading reading;

  private interface Reading {
    void read(byte[] input) throws DecodingException;
  }

  Decoder(Reading reading) {
    this.reading = reading;
  }

  /**
   * Decodes.
   *
   * @return whether the input was accepted; whatever else than {@link DecodingException} is thrown
   *     is a bug
   */
  boolean accepts(byte[] input) {
    return accepts(reading, input);
  }

  private static boolean accepts(Reading reading, byte[] input) {
    try {
      reading.read(input);
      return true;
    } catch (DecodingException e) {
      return false;
    }
  }

  /** Where its seeds lie. */
  Path folder() {
    return INPUTS.resolve(name().toLowerCase(Locale.ROOT));
  }

  /** The committed seeds, in the order of their names. */
  List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }

  private static void same(byte[] input, String encoded) {
    same(input, encoded.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void same(byte[] input, byte[] encoded) {
    if (!Arrays.equals(input, encoded)) {
      throw new AssertionError("accepted, and encoded in another way");
    }
  }

  private static void envelope(byte[] payload) throws DecodingException {
    Envelope.read(new Jws(2, Bytes.of(new byte[32]), Envelope.TYP, Bytes.of(payload), "a.b.c"));
  }

  private static ObjectNode object(byte[] input) throws DecodingException {
    JsonNode json = Jcs.parse(input);
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new DecodingException("not an object");
  }

  private static void content(byte[] input) throws DecodingException {
    ObjectNode object = object(input);
    List<Reading> readings = new ArrayList<>();
    for (Kind<?> kind : KINDS) {
      readings.add(
          i -> {
            Members members = Members.of(object);
            kind.reader().read(members);
            members.end();
          });
    }
    oneOf(readings, input);
  }

  private static void body(byte[] input) throws DecodingException {
    ObjectNode object = object(input);
    List<Reading> readings = new ArrayList<>();
    for (Protocol protocol : KnownProtocols.all().all()) {
      for (String suite : protocol.suites()) {
        for (int number = 1; number <= protocol.rounds(); number++) {
          int round = number;
          readings.add(i -> protocol.read(suite, round, object).toBody());
        }
      }
    }
    oneOf(readings, input);
  }

  private static void request(byte[] input) throws DecodingException {
    ObjectNode object = object(input);
    oneOf(
        List.of(
            i -> FrostRequest.read(object).inOrder(),
            i -> DkgRequest.read(object),
            i -> ImportRequest.read(object),
            i -> RefreshRequest.read(object),
            i -> DestroyRequest.read(object),
            i -> DecryptRequest.read(object)),
        input);
  }

  /** All of them read it, so that each is searched. */
  private static void oneOf(List<Reading> readings, byte[] input) throws DecodingException {
    long accepted = readings.stream().filter(reading -> accepts(reading, input)).count();
    if (accepted == 0) {
      throw new DecodingException("for nobody");
    }
  }

  private static void statement(byte[] input) throws DecodingException {
    KeyStatement.read(text(input), TRUST.cluster().id(), TRUST.cluster().keyRing());
  }

  /** Reads, and judges: a verifier never throws. */
  private static void evidence(byte[] input) throws DecodingException {
    Evidence evidence = Evidence.fromJson(Jcs.parse(input));
    VERIFIER.verify(evidence);
    evidence.hash();
  }

  private static void jcs(byte[] input) throws DecodingException {
    byte[] canonical = Jcs.canonical(Jcs.parse(input));
    same(canonical, Jcs.canonical(Jcs.parseCanonical(canonical)));
  }

  private static void walk(TlvReader reader, int depth) throws DecodingException {
    if (depth > 16) {
      throw new DecodingException("nested too deeply");
    }
    while (!reader.atEnd()) {
      switch (reader.peekType()) {
        case 1 -> reader.bytes();
        case 2 -> reader.integer();
        case 3 -> reader.point(Curve.named("SECP256K1"));
        case 4 -> reader.text();
        case 5 -> reader.u32();
        default -> walk(reader.list(), depth + 1);
      }
    }
    reader.end();
  }

  private static void point(String curve, byte[] input) throws DecodingException {
    same(input, Curve.named(curve).decodePoint(input).encode());
  }

  private static void scalar(String curve, byte[] input) throws DecodingException {
    same(input, Curve.named(curve).decodeScalar(input).encode());
  }
}
