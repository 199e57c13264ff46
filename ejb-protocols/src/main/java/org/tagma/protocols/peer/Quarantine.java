package org.tagma.protocols.peer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.tagma.persistence.evidence.QuarantineRepository;
import org.tagma.persistence.evidence.StoredQuarantine;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Quarantined;

/**
 * The keepers that this one asks no more, each for a lie it holds the evidence of (DESIGN section
 * 2, "Who is asked"). Read from the database each time, so that a process that takes over a
 * keeper's work knows what the one before knew.
 */
@ApplicationScoped
public class Quarantine {
  private final QuarantineRepository repository;

  /** For the container's proxy only. */
  protected Quarantine() {
    this(null);
  }

  @Inject
  public Quarantine(QuarantineRepository repository) {
    this.repository = repository;
  }

  /** All of them. */
  public List<Quarantined> all() {
    List<Quarantined> all = new ArrayList<>();
    for (StoredQuarantine stored : repository.all()) {
      all.add(quarantined(stored));
    }
    return all;
  }

  private static Quarantined quarantined(StoredQuarantine stored) {
    try {
      return new Quarantined(
          KeeperName.number(stored.keeper()),
          stored.rule(),
          Bytes.fromBase64Url(stored.evidenceId()));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets a keeper take part again, durably; false when it was not barred. */
  public boolean release(int keeper) {
    return repository.release(KeeperName.of(keeper)).await();
  }
}
