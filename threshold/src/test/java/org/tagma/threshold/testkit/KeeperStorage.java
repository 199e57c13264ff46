package org.tagma.threshold.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Fault;

/** What a simulated keeper keeps on disk: it survives the keeper's crashes. */
public final class KeeperStorage implements KeyVault, SessionJournal {
  private final int keeper;
  private final Map<String, NavigableMap<Integer, Generation>> keys = new HashMap<>();
  private final Map<String, CertificateContent> learned = new HashMap<>();
  private final Map<Bytes, String> sessions = new HashMap<>();
  private final Set<Bytes> consumed = new HashSet<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, Bytes> digests = new HashMap<>();
  private final List<Ended> ended = new ArrayList<>();
  private final Set<String> condemned = new HashSet<>();
  private final List<Destruction> destructions = new ArrayList<>();
  private Optional<AuxBundle> auxBundle = Optional.empty();
  private Optional<Supplier<AuxSecrets>> auxSecrets = Optional.empty();
  private final NavigableMap<Integer, Moduli> moduli = new TreeMap<>();
  private boolean sealed;

  private record Moduli(RingPedersenKey ringPedersen, PaillierKey key, AuxCertificate adopted) {}

  private record Generation(CertificateContent content, byte[] share, Certificate certificate) {}

  /** A session that ended here. */
  public record Ended(Session session, SessionEnd end) {}

  KeeperStorage(int keeper) {
    this.keeper = keeper;
  }

  /** Puts a share here that is active at once. */
  void deal(CertificateContent content, SecretScalar share) {
    generations(content.keyId())
        .put(
            content.generation(),
            new Generation(content, share.encode(), new Certificate(content, List.of())));
  }

  /** Puts moduli here that all keepers have. */
  void deal(AuxBundle bundle, Supplier<AuxSecrets> own) {
    auxBundle = Optional.of(bundle);
    auxSecrets = Optional.of(own);
  }

  @Override
  public Optional<AuxBundle> auxBundle() {
    return auxBundle;
  }

  @Override
  public Optional<AuxSecrets> auxSecrets(AuxBundle bundle) {
    return auxBundle.filter(bundle::equals).flatMap(b -> auxSecrets).map(Supplier::get);
  }

  /** Damages the stored share of a key. */
  public void damage(String keyId) {
    generations(keyId).values().forEach(g -> g.share()[31] ^= 1);
  }

  /** Loses a key, and hears of its certificate from somebody. */
  public void lose(CertificateContent certificate) {
    keys.remove(certificate.keyId());
    learned.put(certificate.keyId(), certificate);
  }

  /** Hears of a certificate from somebody. */
  public void learn(CertificateContent certificate) {
    learned.put(certificate.keyId(), certificate);
  }

  @Override
  public Optional<CertificateContent> learned(String keyId) {
    return Optional.ofNullable(learned.get(keyId));
  }

  public void seal(boolean sealed) {
    this.sealed = sealed;
  }

  /** Every session that ended here, in order. */
  public List<Ended> ended() {
    return List.copyOf(ended);
  }

  /** Every fault this keeper recorded as its own finding. */
  public List<Fault> recorded() {
    return ended.stream().flatMap(e -> e.end().faults().stream()).toList();
  }

  /** The active generation's certificate with its signatures. */
  public Optional<Certificate> certificate(String keyId) {
    return generations(keyId).values().stream()
        .filter(g -> g.certificate() != null)
        .reduce((a, b) -> b)
        .map(Generation::certificate);
  }

  /** Every share that is stored here, of whatever generation. */
  List<byte[]> secrets() {
    return keys.values().stream()
        .flatMap(generations -> generations.values().stream())
        .map(Generation::share)
        .filter(Objects::nonNull)
        .toList();
  }

  /** The active auxiliary epoch, when this keeper has the secrets of its own part. */
  public Optional<AuxCertificate> auxCertificate() {
    return moduli.values().stream()
        .filter(m -> m.adopted() != null)
        .filter(
            m ->
                new AuxParameters(m.key(), m.ringPedersen())
                    .equals(m.adopted().bundle().of(keeper)))
        .reduce((a, b) -> b)
        .map(Moduli::adopted);
  }

  public boolean isConsumed(Bytes sid) {
    return consumed.contains(sid);
  }

  @Override
  public boolean isSealed() {
    return sealed;
  }

  @Override
  public Optional<CertificateContent> active(String keyId) {
    return certificate(keyId).map(Certificate::content);
  }

  @Override
  public Optional<CertificateContent> certified(String keyId, int generation) {
    return past(keyId, generation).filter(c -> !isCondemned(keyId, generation));
  }

  @Override
  public Optional<CertificateContent> past(String keyId, int generation) {
    return Optional.ofNullable(generations(keyId).get(generation))
        .filter(g -> g.certificate() != null)
        .map(Generation::content);
  }

  @Override
  public boolean isNeeded(String keyId, int generation) {
    return generations(keyId).tailMap(generation, false).values().stream()
            .filter(g -> g.certificate() != null)
            .count()
        < 2;
  }

  /** Whether this keeper has signed that it never uses the generation again. */
  public boolean isCondemned(String keyId, int generation) {
    return condemned.contains(keyId + "#" + generation);
  }

  /** The proofs under which shares were erased here. */
  public List<Destruction> destructions() {
    return List.copyOf(destructions);
  }

  @Override
  public int highestGeneration(String keyId) {
    return generations(keyId).isEmpty() ? 0 : generations(keyId).lastKey();
  }

  @Override
  public Optional<KeyShare> share(CertificateContent certificate) {
    Generation generation = generations(certificate.keyId()).get(certificate.generation());
    if (generation == null || generation.share() == null) {
      return Optional.empty();
    }
    try {
      return KeyShare.check(
          certificate, keeper, SecretScalar.decode(certificate.curve(), generation.share()));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public Admission open(
      Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply) {
    if (sessions.putIfAbsent(session.sid(), "OPEN") != null) {
      return Admission.KNOWN;
    }
    String operation = session.preimage().coordinator() + "|" + session.preimage().operationId();
    Bytes digest = digests.putIfAbsent(operation, session.preimage().requestDigest());
    boolean other = digest != null && !digest.equals(session.preimage().requestDigest());
    int attempt = session.preimage().attempt();
    if (other || attempt > maxAttempt || attempt <= attempts.getOrDefault(operation, 0)) {
      return Admission.ATTEMPT;
    }
    attempts.put(operation, attempt);
    apply(session, effects);
    return Admission.OPENED;
  }

  @Override
  public void answer(Session session, List<Effect> effects, Reply reply) {
    apply(session, effects);
  }

  @Override
  public void close(Session session, String subject, SessionEnd end) {
    ended.add(new Ended(session, end));
  }

  private void apply(Session session, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Consume) {
        if (!consumed.add(session.sid())) {
          throw new IllegalStateException("a session was consumed twice");
        }
      } else if (effect instanceof Effect.KeepPending pending) {
        CertificateContent content = pending.share().certificate();
        Generation previous =
            generations(content.keyId())
                .put(
                    content.generation(),
                    new Generation(content, pending.share().secret().encode(), null));
        if (previous != null) {
          throw new IllegalStateException("a second certificate for one generation");
        }
      } else if (effect instanceof Effect.Activate activate) {
        generations(activate.certificate().content().keyId())
            .computeIfPresent(
                activate.certificate().content().generation(),
                (g, old) -> new Generation(old.content(), old.share(), activate.certificate()));
      } else if (effect instanceof Effect.Adopt adopt) {
        CertificateContent content = adopt.certificate().content();
        generations(content.keyId())
            .put(content.generation(), new Generation(content, null, adopt.certificate()));
      } else if (effect instanceof Effect.Restore restore) {
        deal(restore.share().certificate(), restore.share().secret());
      } else if (effect instanceof Effect.Condemn condemn) {
        condemned.add(condemn.certificate().keyId() + "#" + condemn.certificate().generation());
      } else if (effect instanceof Effect.Destroy destroy) {
        destructions.add(destroy.destruction());
        generations(destroy.destruction().keyId())
            .computeIfPresent(
                destroy.destruction().generation(),
                (g, old) -> new Generation(old.content(), null, old.certificate()));
      } else if (effect instanceof Effect.KeepModuli kept) {
        if (moduli.put(kept.epoch(), copy(kept.secrets())) != null) {
          throw new IllegalStateException("a second bundle for one epoch");
        }
      } else if (effect instanceof Effect.AdoptModuli adopt) {
        moduli.computeIfPresent(
            adopt.certificate().epoch(),
            (epoch, m) -> new Moduli(m.ringPedersen(), m.key(), adopt.certificate()));
      }
    }
  }

  /** The session destroys its own. */
  private static Moduli copy(AuxSecrets secrets) {
    PrimeFactors n = secrets.key().factors();
    RingPedersenKey ring = secrets.ringPedersen();
    PrimeFactors nhat = ring.factors();
    return new Moduli(
        RingPedersenKey.of(nhat.p(), nhat.q(), ring.t(), ring.lambda()),
        PaillierKey.of(n.p(), n.q()),
        null);
  }

  private NavigableMap<Integer, Generation> generations(String keyId) {
    return keys.computeIfAbsent(keyId, k -> new TreeMap<>());
  }
}
