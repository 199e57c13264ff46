package org.tagma.threshold.gg20;

import java.math.BigInteger;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.affg.AffgStatement;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.proof.affp.AffpStatement;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.logstar.LogstarStatement;
import org.tagma.threshold.proof.pedersen.PedersenStatement;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityStatement;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.transcript.ProofContext;

/**
 * What is proved in a session: the statements, which follow from the messages before and from the
 * certificate alone, the contexts they are bound to, and whether a message's proof holds.
 *
 * @param inbox at least the messages of the rounds before a proof
 */
record Proofs(Signing signing, Inbox inbox, Moduli moduli) {
  static final String ENC = "enc";
  static final String AFF_P = "aff-p";
  static final String AFF_G = "aff-g";
  static final String PED = "ped";
  static final String BLINDING = "log-blinding";
  static final String NONCE = "log-nonce";
  static final String PED_EQ = "ped-eq";

  /**
   * The context of a proof in a message of {@code round}.
   *
   * @param verifier 0 for everybody
   */
  ProofContext context(int round, String step, int prover, int verifier) {
    return signing.context(inbox, round, step, prover, verifier);
  }

  /** K_i encrypts something small. */
  EncStatement encrypted(int prover, int verifier, BigInteger nonce) {
    return new EncStatement(moduli.paillier(prover), nonce, moduli.pedersen(verifier));
  }

  /** D_ji is K_j times what is in G_i, masked by what is in F_ji. */
  AffpStatement blindingProduct(int prover, int verifier, Gg20Products.Masked masked) {
    return new AffpStatement(operation(prover, verifier, masked), commit(prover).blinding());
  }

  /** Dh_ji is K_j times the logarithm of W_i, masked by what is in Fh_ji. */
  AffgStatement keyProduct(int prover, int verifier, Gg20Products.Masked masked) {
    return new AffgStatement(
        operation(prover, verifier, masked), signing.weightedShares().get(prover));
  }

  private AffineStatement operation(int prover, int verifier, Gg20Products.Masked masked) {
    return new AffineStatement(
        moduli.paillier(verifier),
        moduli.paillier(prover),
        commit(verifier).nonce(),
        masked.product(),
        masked.mask(),
        moduli.pedersen(verifier));
  }

  /** Gamma_i is the multiple of G by what is in G_i. */
  LogstarStatement blinding(int prover, int verifier, Point blinding) {
    return new LogstarStatement(
        moduli.paillier(prover),
        commit(prover).blinding(),
        blinding,
        signing.curve().generator(),
        moduli.pedersen(verifier));
  }

  /** R_i is the multiple of R by what is in K_i. */
  LogstarStatement noncePart(int prover, int verifier, Point part) {
    return new LogstarStatement(
        moduli.paillier(prover),
        commit(prover).nonce(),
        part,
        signing.nonce(inbox).orElseThrow(),
        moduli.pedersen(verifier));
  }

  /** Pi_enc(K_i). */
  boolean holdsEncrypted(int prover, int verifier) {
    Gg20Commit commit = commit(prover);
    return commit
        .proofs()
        .get(verifier)
        .verify(
            context(Gg20.COMMIT, ENC, prover, verifier),
            encrypted(prover, verifier, commit.nonce()));
  }

  /** Pi_aff-p for D_ji and F_ji. */
  boolean holdsBlindingProduct(int prover, int verifier) {
    Gg20Products.Pair pair = pair(prover, verifier);
    return pair.blindingProof()
        .verify(
            context(Gg20.MULTIPLY, AFF_P, prover, verifier),
            blindingProduct(prover, verifier, pair.blinding()));
  }

  /** Pi_aff-g for Dh_ji and Fh_ji. */
  boolean holdsKeyProduct(int prover, int verifier) {
    Gg20Products.Pair pair = pair(prover, verifier);
    return pair.keyProof()
        .verify(
            context(Gg20.MULTIPLY, AFF_G, prover, verifier),
            keyProduct(prover, verifier, pair.key()));
  }

  /** Pi_ped(T_i). */
  boolean holdsCommitment(int prover, Gg20Delta delta) {
    return delta
        .proof()
        .verify(context(Gg20.DELTA, PED, prover, 0), new PedersenStatement(delta.commitment()));
  }

  /** Pi_log* for Gamma_i. */
  boolean holdsBlinding(int prover, int verifier) {
    Gg20Reveal reveal = inbox.messages(Gg20.REVEAL, Gg20Reveal.class).get(prover);
    return reveal
        .proofs()
        .get(verifier)
        .verify(
            context(Gg20.REVEAL, BLINDING, prover, verifier),
            blinding(prover, verifier, reveal.blinding()));
  }

  /** Pi_log* for R_i. */
  boolean holdsNoncePart(int prover, int verifier) {
    Gg20Nonce nonce = inbox.messages(Gg20.NONCE, Gg20Nonce.class).get(prover);
    return nonce
        .proofs()
        .get(verifier)
        .verify(
            context(Gg20.NONCE, NONCE, prover, verifier),
            noncePart(prover, verifier, nonce.part()));
  }

  /** S_i is the multiple of R by what T_i commits to. */
  PedersenEqualityStatement keyPart(int prover, Point part) {
    Point commitment = inbox.messages(Gg20.DELTA, Gg20Delta.class).get(prover).commitment();
    return new PedersenEqualityStatement(commitment, signing.nonce(inbox).orElseThrow(), part);
  }

  /** Pi_ped-eq for S_i. */
  boolean holdsKeyPart(int prover, Gg20Key key) {
    return key.proof().verify(context(Gg20.KEY, PED_EQ, prover, 0), keyPart(prover, key.part()));
  }

  private Gg20Commit commit(int keeper) {
    return inbox.messages(Gg20.COMMIT, Gg20Commit.class).get(keeper);
  }

  private Gg20Products.Pair pair(int prover, int verifier) {
    return inbox.messages(Gg20.MULTIPLY, Gg20Products.class).get(prover).to().get(verifier);
  }
}
