package org.tagma.protocols.session;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.keys.StoredKey;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.peer.SignedProbes;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.message.ProbeAnswer;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.transcript.Bytes;

/**
 * What this keeper says when it is probed: its state and its keys. And what it does when another
 * keeper says that it waits for a certificate that this one has: it passes it on (spec/protocols.md
 * 1.5, K4).
 */
@ApplicationScoped
public class ProbeReport implements SignedProbes.ProbeState {
  private static final int MOST_KEYS = 256;

  @Inject Readiness readiness;
  @Inject StoredKeys keys;
  @Inject StoredModuli moduli;
  @Inject KeeperConfiguration configuration;
  @Inject AuditHeads heads;
  @Inject CertificateNotices notices;
  @Resource ManagedExecutorService executor;

  @Override
  public String state() {
    if (keys.isSealed()) {
      return "SEALED";
    }
    if (!readiness.isCurrent()) {
      return "OUTDATED";
    }
    return readiness.isReady() ? SignedProbes.READY : "STARTING";
  }

  @Override
  public List<ProbeAnswer.ActiveKey> keys() {
    List<ProbeAnswer.ActiveKey> report = new ArrayList<>();
    for (StoredKey key : keys.recent(MOST_KEYS)) {
      boolean pending = key.highestGeneration() > key.activeGeneration();
      if (pending) {
        report.add(new ProbeAnswer.ActiveKey(key.keyId(), key.highestGeneration(), Bytes.empty()));
      } else {
        active(key.keyId())
            .ifPresent(
                c -> report.add(new ProbeAnswer.ActiveKey(key.keyId(), c.generation(), c.hash())));
      }
    }
    epoch().ifPresent(report::add);
    return report;
  }

  /** The epochs of the moduli are told as the generations of a key are. */
  private Optional<ProbeAnswer.ActiveKey> epoch() {
    int pending = moduli.pending();
    return pending > 0
        ? Optional.of(new ProbeAnswer.ActiveKey(AuxSetup.KEY_ID, pending, Bytes.empty()))
        : moduli
            .active()
            .map(c -> new ProbeAnswer.ActiveKey(AuxSetup.KEY_ID, c.epoch(), c.bundle().hash()));
  }

  @Override
  public Optional<String> moduli() {
    return configuration.moduli().filter(moduli::areMade).map(ParameterSet::label);
  }

  /** A key that is damaged here is not reported: it refuses when it is asked for. */
  private Optional<CertificateContent> active(String keyId) {
    try {
      return keys.active(keyId);
    } catch (KeyDamaged e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> head(int keeper) {
    return heads.own(keeper);
  }

  @Override
  public Optional<String> seen(int keeper) {
    return heads.seen(keeper);
  }

  @Override
  public void heard(int keeper, String head) throws DecodingException {
    heads.heard(keeper, head);
  }

  @Override
  public void shown(int keeper, String ownHead) throws DecodingException {
    heads.shown(keeper, ownHead);
  }

  @Override
  public void waiting(int keeper, List<ProbeAnswer.ActiveKey> pending) {
    executor.execute(() -> pending.forEach(key -> deliver(keeper, key)));
  }

  private void deliver(int keeper, ProbeAnswer.ActiveKey key) {
    if (key.keyId().equals(AuxSetup.KEY_ID)) {
      moduli.certificate(key.generation()).ifPresent(c -> notices.send(keeper, c));
      return;
    }
    try {
      Optional<Certificate> certificate =
          keys.certificate(key.keyId(), key.generation())
              .filter(c -> !keys.isCondemned(key.keyId(), key.generation()));
      certificate.ifPresent(c -> notices.send(keeper, c));
    } catch (KeyDamaged e) {
      // StoredKeys has logged it; another keeper may have the certificate
    }
  }
}
