package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/** A known signing of several messages, as one session with everybody's messages in it. */
final class KnownSigning {
  private static final Bytes HASH = Bytes.of(new byte[32]);
  private static final Frost FROST = new Frost();

  private final SortedMap<Integer, KeeperIdentity> identities;
  private final Session session;
  private final SortedMap<Integer, FrostCommitments> commitments;
  private final SortedMap<Integer, FrostShares> shares;

  private KnownSigning(
      SortedMap<Integer, KeeperIdentity> identities,
      Session session,
      SortedMap<Integer, FrostCommitments> commitments,
      SortedMap<Integer, FrostShares> shares) {
    this.identities = identities;
    this.session = session;
    this.commitments = commitments;
    this.shares = shares;
  }

  /** A case as its oracle played it. */
  static KnownSigning of(JsonNode known) throws DecodingException {
    int total = known.get("n").intValue();
    SortedMap<Integer, KeeperIdentity> identities = new TreeMap<>();
    for (int keeper = 1; keeper <= total; keeper++) {
      identities.put(keeper, KeeperIdentity.generate(keeper, new SeededRandom(keeper, "kat")));
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", known.get("keyId").textValue()).put("algorithm", "FROST");
    options(known, request);
    ObjectNode operations = request.putObject("operations");
    SortedMap<Integer, FrostCommitments> commitments = new TreeMap<>();
    SortedMap<Integer, FrostShares> shares = new TreeMap<>();
    for (JsonNode message : known.get("messages")) {
      operations.put(
          message.get("operationId").textValue(),
          Base64.getEncoder()
              .encodeToString(Bytes.fromHex(message.get("message").textValue()).toArray()));
    }
    for (JsonNode id : known.get("signers")) {
      commitments.put(
          id.intValue(), new FrostCommitments(points(known, id, "D"), points(known, id, "E")));
      shares.put(id.intValue(), new FrostShares(shares(known, id)));
    }
    Session session = session(known, identities, Session.request(FrostRequest.OP, request));
    return new KnownSigning(identities, session, commitments, shares);
  }

  private static void options(JsonNode known, ObjectNode request) {
    if (!known.get("tweak").isNull()) {
      request.set("tweak", known.get("tweak"));
    }
    String kind = known.get("kind").textValue();
    if (kind.equals("BIP340")) {
      request.putObject("context").put("kind", "BIP340");
    } else if (kind.equals("BIP341")) {
      byte[] root = Bytes.fromHex(known.get("merkleRoot").textValue()).toArray();
      request
          .putObject("context")
          .put("kind", "TAPROOT")
          .put("merkleRoot64", Base64.getEncoder().encodeToString(root));
    }
  }

  private static List<Bytes> points(JsonNode known, JsonNode signer, String field) {
    return KnownAnswers.each(known.get("messages"))
        .map(m -> m.get("signers").get(signer.asText()).get(field).textValue())
        .map(Bytes::fromHex)
        .toList();
  }

  private static List<Bytes> shares(JsonNode known, JsonNode signer) {
    Curve curve = Curve.named(known.get("curve").textValue());
    return KnownAnswers.each(known.get("messages"))
        .map(m -> KnownAnswers.scalar(curve, m.get("signers").get(signer.asText()).get("z")))
        .toList();
  }

  private static Session session(
      JsonNode known, SortedMap<Integer, KeeperIdentity> identities, ObjectNode request)
      throws DecodingException {
    Curve curve = Curve.named(known.get("curve").textValue());
    List<Participant> holders =
        identities.values().stream().map(i -> i.publicKey().participant()).toList();
    List<Point> publicShares = new ArrayList<>();
    for (Participant holder : holders) {
      publicShares.add(point(curve, known.get("Y").get(Integer.toString(holder.number()))));
    }
    CertificateContent certificate =
        new CertificateContent(
            HASH,
            HASH,
            known.get("keyId").textValue(),
            1,
            curve,
            KeyUsage.SIGN,
            known.get("t").intValue(),
            holders,
            point(curve, known.get("PK")),
            publicShares,
            Optional.empty());
    List<Integer> signers = new ArrayList<>();
    known.get("signers").forEach(s -> signers.add(s.intValue()));
    SessionPreimage preimage =
        new SessionPreimage(
            SessionPreimage.VERSION,
            HASH,
            "known",
            signers.get(0),
            Frost.NAME,
            known.get("suite").textValue(),
            certificate.keyId(),
            1,
            certificate.hash(),
            certificate.threshold(),
            certificate.total(),
            holders.stream().filter(h -> signers.contains(h.number())).toList(),
            Bytes.empty(),
            Session.digest(request),
            1,
            0,
            1,
            HASH);
    return Session.of(preimage, request, Optional.of(certificate));
  }

  private static Point point(Curve curve, JsonNode hex) throws DecodingException {
    return curve.decodePoint(Bytes.fromHex(hex.textValue()).toArray());
  }

  /** What everybody works out. */
  Signing signing() {
    return Signing.of(session);
  }

  /** Whether the protocol would take part in it. */
  boolean isAccepted() {
    return FROST.accepts(session);
  }

  /** The same under another suite's name. */
  KnownSigning withSuite(String suite) throws DecodingException {
    ObjectNode json = session.preimage().toJson().put("suite", suite);
    Session other =
        Session.of(SessionPreimage.fromJson(json), session.request(), session.certificate());
    return new KnownSigning(identities, other, commitments, shares);
  }

  /** The same with a member more in the request. */
  KnownSigning withRequestMember(String name, JsonNode value) throws DecodingException {
    ObjectNode request = session.request().deepCopy();
    ((ObjectNode) request.get("request")).set(name, value);
    ObjectNode json =
        session.preimage().toJson().put("requestDigest", Session.digest(request).base64Url());
    Session other = Session.of(SessionPreimage.fromJson(json), request, session.certificate());
    return new KnownSigning(identities, other, commitments, shares);
  }

  /** Everybody's messages of both rounds. */
  Inbox inbox() {
    return inbox(commitments).with(received(inbox(commitments), Frost.SHARE, shares));
  }

  /** As {@link #inbox}, but {@code keeper}'s share of message {@code k} is {@code z}. */
  Inbox withShare(int keeper, int k, Bytes z) {
    return withShares(k, Map.of(keeper, z));
  }

  /** As {@link #inbox}, but some keepers' shares of message {@code k} are these. */
  Inbox withShares(int k, Map<Integer, Bytes> other) {
    SortedMap<Integer, FrostShares> changed = new TreeMap<>(shares);
    other.forEach(
        (keeper, z) -> {
          List<Bytes> all = new ArrayList<>(shares.get(keeper).shares());
          all.set(k, z);
          changed.put(keeper, new FrostShares(all));
        });
    return inbox(commitments).with(received(inbox(commitments), Frost.SHARE, changed));
  }

  /** {@code keeper}'s good share of message {@code k}. */
  Bytes share(int keeper, int k) {
    return shares.get(keeper).shares().get(k);
  }

  /** Round 1 only, with another commitment of {@code keeper} for message {@code k}. */
  Inbox withCommitment(int keeper, int k, boolean hiding, Bytes bytes) {
    List<Bytes> d = new ArrayList<>(commitments.get(keeper).hiding());
    List<Bytes> e = new ArrayList<>(commitments.get(keeper).binding());
    (hiding ? d : e).set(k, bytes);
    SortedMap<Integer, FrostCommitments> other = new TreeMap<>(commitments);
    other.put(keeper, new FrostCommitments(d, e));
    return inbox(other);
  }

  private Inbox inbox(SortedMap<Integer, FrostCommitments> messages) {
    Inbox empty = Inbox.empty(session);
    return empty.with(received(empty, Frost.COMMIT, messages));
  }

  private List<Received> received(
      Inbox inbox, int round, Map<Integer, ? extends Message> messages) {
    List<Received> received = new ArrayList<>();
    messages.forEach(
        (keeper, message) ->
            received.add(
                new Received(
                    Envelope.sign(
                        identities.get(keeper),
                        session.preimage(),
                        session.sid(),
                        round,
                        FROST.kind(round),
                        inbox.view(round - 1),
                        message.toBody()),
                    message)));
    return received;
  }

  /** The offences of the last round received. */
  List<Offence> judge(Inbox inbox) {
    return FROST.offences(inbox, inbox.round());
  }
}
