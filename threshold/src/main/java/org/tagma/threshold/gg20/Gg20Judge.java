package org.tagma.threshold.gg20;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.verdict.Offence;

/**
 * Judges the messages of a session. The checks of a round are of two kinds: the {@link #common}
 * ones, which cost little, and those of the proofs that are {@link #addressed} to one signer, under
 * that signer's own parameters.
 */
final class Gg20Judge {
  private final Signing signing;
  private final Inbox inbox;
  private final Proofs proofs;

  /** A judge who knows what everybody knows. */
  Gg20Judge(Signing signing, Inbox inbox) {
    this(signing, inbox, Moduli.known(signing.aux()));
  }

  Gg20Judge(Signing signing, Inbox inbox, Moduli moduli) {
    this.signing = signing;
    this.inbox = inbox;
    this.proofs = new Proofs(signing, inbox, moduli);
  }

  /** What everybody checks of a round. */
  List<Offence> common(int round) {
    return switch (round) {
      case Gg20.COMMIT -> each(round, Gg20Commit.class, this::commit);
      case Gg20.MULTIPLY -> each(round, Gg20Products.class, (i, m) -> length(i, m.to()));
      case Gg20.DELTA ->
          each(round, Gg20Delta.class, (i, m) -> rule(proofs.holdsCommitment(i, m), Gg20Rule.PED));
      case Gg20.REVEAL -> each(round, Gg20Reveal.class, this::reveal);
      default -> signing.isOver(inbox, round) ? List.of() : late(round);
    };
  }

  private List<Offence> late(int round) {
    if (signing.opens(inbox, round)) {
      return round == Gg20.SHARE ? keyOpenings() : nonceOpenings(round);
    }
    return switch (round) {
      case Gg20.NONCE -> each(round, Gg20Nonce.class, (i, m) -> length(i, m.proofs()));
      case Gg20.KEY ->
          each(round, Gg20Key.class, (i, m) -> rule(proofs.holdsKeyPart(i, m), Gg20Rule.PED_EQ));
      default ->
          each(round, Gg20Share.class, (i, m) -> rule(signing.fits(inbox, i, m), Gg20Rule.SHARE));
    };
  }

  /** The proofs of a round that are addressed to {@code verifier}, whose lists are complete. */
  List<Offence> addressed(int round, int verifier, Tasks tasks) {
    List<Supplier<List<Offence>>> work = new ArrayList<>();
    for (int prover : inbox.round(round).keySet()) {
      if (prover != verifier) {
        work.add(() -> addressed(round, prover, verifier));
      }
    }
    return tasks.all(work).stream().flatMap(List::stream).toList();
  }

  private List<Offence> addressed(int round, int prover, int verifier) {
    Optional<Gg20Rule> broken =
        switch (round) {
          case Gg20.COMMIT -> rule(proofs.holdsEncrypted(prover, verifier), Gg20Rule.ENC);
          case Gg20.MULTIPLY -> products(prover, verifier);
          case Gg20.REVEAL -> rule(proofs.holdsBlinding(prover, verifier), Gg20Rule.LOG_STAR);
          case Gg20.NONCE -> rule(proofs.holdsNoncePart(prover, verifier), Gg20Rule.LOG_STAR);
          default -> Optional.empty();
        };
    return broken.map(r -> List.of(Offence.of(prover, r, round))).orElse(List.of());
  }

  /** Every check of a round, whoever it is addressed to. */
  List<Offence> all(int round) {
    List<Offence> offences = new ArrayList<>(common(round));
    if (signing.isOver(inbox, round) || signing.opens(inbox, round)) {
      return offences;
    }
    for (int prover : inbox.round(round).keySet()) {
      boolean readable = offences.stream().noneMatch(o -> o.accused() == prover);
      if (readable) {
        signing
            .others(prover)
            .forEach(verifier -> offences.addAll(addressed(round, prover, verifier)));
      }
    }
    return offences;
  }

  private Optional<Gg20Rule> commit(int keeper, Gg20Commit commit) {
    Optional<Gg20Rule> length = length(keeper, commit.proofs());
    return length.isPresent()
        ? length
        : rule(
            signing.paillier(keeper).areCiphertexts(commit.nonce(), commit.blinding()),
            Gg20Rule.CIPHERTEXT);
  }

  private Optional<Gg20Rule> products(int prover, int verifier) {
    Optional<Gg20Rule> blinding =
        rule(proofs.holdsBlindingProduct(prover, verifier), Gg20Rule.AFF_P);
    return blinding.isPresent()
        ? blinding
        : rule(proofs.holdsKeyProduct(prover, verifier), Gg20Rule.AFF_G);
  }

  private Optional<Gg20Rule> reveal(int keeper, Gg20Reveal reveal) {
    Optional<Gg20Rule> length = length(keeper, reveal.proofs());
    Gg20Commit commit = inbox.messages(Gg20.COMMIT, Gg20Commit.class).get(keeper);
    return length.isPresent()
        ? length
        : rule(
            reveal.commitment(signing.session().sid(), keeper).equals(commit.commitment()),
            Gg20Rule.COMMITMENT);
  }

  /** BLAME-5; when all but one opened and passed, it was that one. */
  private List<Offence> nonceOpenings(int round) {
    OpeningChecks checks = new OpeningChecks(signing, inbox);
    List<Offence> offences = each(round, Gg20NonceOpening.class, checks::nonceOpening);
    TreeSet<Integer> silent = new TreeSet<>(signing.session().members());
    silent.removeAll(inbox.round(round).keySet());
    return offences.isEmpty() && silent.size() == 1
        ? List.of(
            new Offence(
                silent.first(),
                Gg20Rule.ELIMINATION,
                round,
                new TreeSet<>(inbox.round(round).keySet())))
        : offences;
  }

  /** BLAME-6; phase B mixes everybody's openings, so it waits for all of them, and good ones. */
  private List<Offence> keyOpenings() {
    OpeningChecks checks = new OpeningChecks(signing, inbox);
    List<Offence> offences = each(Gg20.SHARE, Gg20KeyOpening.class, checks::keyOpening);
    if (!offences.isEmpty()
        || !inbox.round(Gg20.SHARE).keySet().equals(signing.session().members())) {
      return offences;
    }
    SortedMap<Integer, Gg20KeyOpening> openings = inbox.messages(Gg20.SHARE, Gg20KeyOpening.class);
    return openings.keySet().stream()
        .filter(i -> !checks.isKeyPart(i, openings))
        .map(i -> new Offence(i, Gg20Rule.SIGMA, Gg20.SHARE, signing.session().members()))
        .toList();
  }

  /** One check for each message of a round; one of another kind claims what is not so. */
  private <M extends Message> List<Offence> each(
      int round, Class<M> type, BiFunction<Integer, M, Optional<Gg20Rule>> check) {
    List<Offence> offences = new ArrayList<>();
    for (Map.Entry<Integer, Received> entry : inbox.round(round).entrySet()) {
      Message message = entry.getValue().message();
      Optional<Gg20Rule> broken =
          type.isInstance(message)
              ? check.apply(entry.getKey(), type.cast(message))
              : Optional.of(Gg20Rule.PHASE);
      broken.ifPresent(rule -> offences.add(Offence.of(entry.getKey(), rule, round)));
    }
    return offences;
  }

  private Optional<Gg20Rule> length(int keeper, SortedMap<Integer, ?> entries) {
    return rule(List.copyOf(entries.keySet()).equals(signing.others(keeper)), Gg20Rule.LENGTH);
  }

  private static Optional<Gg20Rule> rule(boolean holds, Gg20Rule rule) {
    return holds ? Optional.empty() : Optional.of(rule);
  }
}
