package org.tagma.threshold.importing;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.frost.SigningPackage;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyOrigin;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/** A session's public inputs to an import, and what follows from its messages. */
record Importing(Session session, ImportRequest request, SharingContext context)
    implements NewGeneration {
  private static final String POP = "pop";

  /** Reads a session that {@link Import#accepts} has accepted. */
  static Importing of(Session session) {
    try {
      ImportRequest request = ImportRequest.read(session.request());
      return new Importing(session, request, SharingContext.of(session, request.curve()));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for an import", e);
    }
  }

  boolean isDealer(int keeper) {
    return keeper == request.dealer();
  }

  DealJudge judge(Inbox inbox) {
    OneDealer dealing =
        new OneDealer(
            request.dealer(), request.publicKey(), context.members(), context.threshold());
    return new DealJudge(context, inbox.views(), ImportRule::of, dealing);
  }

  /** The first messages, as far as they are about sealed shares. */
  static SortedMap<Integer, ReceiverKey> receiverKeys(Inbox inbox) {
    SortedMap<Integer, ReceiverKey> keys = new TreeMap<>();
    inbox
        .messages(Import.KEY, ImportKey.class)
        .forEach((keeper, message) -> keys.put(keeper, message.receiverKey()));
    return keys;
  }

  /** Everybody's second message, without the proof. */
  static SortedMap<Integer, Deal> deals(Inbox inbox) {
    SortedMap<Integer, Deal> deals = new TreeMap<>();
    inbox
        .messages(Import.DEAL, ImportDeal.class)
        .forEach((keeper, message) -> deals.put(keeper, message.deal()));
    return deals;
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return judge(inbox).encryptionKeys(receiverKeys(inbox));
  }

  /** The context of the dealer's proof that it knows the private key. */
  ProofContext possession(Inbox inbox) {
    return context.stage(Import.DEAL, inbox.view(Import.KEY)).proof(request.dealer(), 0, POP);
  }

  /** C, from deals that have been checked. */
  FeldmanCommitment commitment(Inbox inbox) {
    return inbox.derived(
        Import.DEAL,
        FeldmanCommitment.class,
        () -> {
          ImportDeal dealt = inbox.messages(Import.DEAL, ImportDeal.class).get(request.dealer());
          return new FeldmanCommitment(dealt.deal().points(context.curve()));
        });
  }

  @Override
  public CertificateContent content(Inbox inbox) {
    FeldmanCommitment commitment = commitment(inbox); // outside: derivations do not nest
    return inbox.derived(Import.DEAL, CertificateContent.class, () -> content(commitment));
  }

  private CertificateContent content(FeldmanCommitment commitment) {
    SessionPreimage preimage = session.preimage();
    return new CertificateContent(
        preimage.cluster(),
        session.sid(),
        preimage.keyId(),
        preimage.generation(),
        context.curve(),
        request.certifiedUsage(),
        preimage.threshold(),
        preimage.participants(),
        commitment.constant(),
        preimage.participants().stream().map(p -> commitment.at(p.number())).toList(),
        request.policy(),
        request.assetOwner(),
        Optional.of(KeyOrigin.IMPORTED));
  }

  @Override
  public Bytes rid(Inbox inbox) {
    return Bytes.empty();
  }

  /**
   * What everybody signs together, before anybody certifies the key: a text that is no request of
   * any client, over the hash of the certificate to come.
   */
  static byte[] testMessage(CertificateContent content) {
    return Tlv.of().text("import-test").bytes(content.hash()).encode();
  }

  /** The test signature, as far as it follows from the first two rounds. */
  SigningPackage test(Inbox inbox) {
    CertificateContent content = content(inbox); // outside: derivations do not nest
    return inbox.derived(
        Import.DEAL,
        SigningPackage.class,
        () ->
            SigningPackage.of(
                suite(), content.publicKey(), nonceCommitments(inbox), testMessage(content)));
  }

  private FrostSuite suite() {
    return FrostSuite.of(context.curve()).orElseThrow();
  }

  private SortedMap<Integer, SigningPackage.Commitment> nonceCommitments(Inbox inbox) {
    SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
    inbox
        .messages(Import.KEY, ImportKey.class)
        .forEach((keeper, message) -> commitments.put(keeper, message.commitment(context.curve())));
    return commitments;
  }

  /** Whether {@code keeper}'s share of the test signature is good. */
  boolean isGood(Inbox inbox, int keeper, Bytes response) {
    try {
      Scalar share = context.curve().decodeScalar(response.toArray());
      return test(inbox).accepts(keeper, share, content(inbox).publicShare(keeper));
    } catch (DecodingException e) {
      return false;
    }
  }

  /** The test signature, R and z, from shares that have been checked; verified all the same. */
  Bytes testSignature(Inbox inbox) {
    SigningPackage test = test(inbox);
    List<Scalar> shares =
        inbox.messages(Import.TEST, TestShare.class).values().stream().map(this::response).toList();
    Scalar z = shares.stream().reduce(context.curve().scalar(0), Scalar::plus);
    Point expected = // zG - cX
        context
            .curve()
            .multiplyAdd(
                z, context.curve().generator(), test.challenge().negate(), request.publicKey());
    if (!expected.equals(test.groupCommitment())) {
      // every share passed, so this is a bug of ours and accuses nobody
      throw new IllegalStateException("good shares do not add up to a signature");
    }
    return suite().signature(test.groupCommitment(), z);
  }

  private Scalar response(TestShare share) {
    try {
      return context.curve().decodeScalar(share.response().toArray());
    } catch (DecodingException e) {
      throw new IllegalStateException("a share that has been checked", e);
    }
  }
}
