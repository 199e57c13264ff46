package org.tagma.persistence.peers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** How far each other keeper's audit was when it last said so. */
@ApplicationScoped
public class PeerHeadRepository {
  private final Database database;

  protected PeerHeadRepository() {
    this(null);
  }

  @Inject
  public PeerHeadRepository(Database database) {
    this.database = database;
  }

  /** Remembers a head unless a later one is known; false then. Nobody has to wait for it. */
  public Durable<Boolean> remember(int keeper, PeerHead head) {
    return database.writePatiently(
        entities -> {
          PeerHeadEntity known = entities.find(PeerHeadEntity.class, keeper);
          if (known == null) {
            entities.persist(new PeerHeadEntity(keeper, head));
            return true;
          }
          if (known.sequence >= head.sequence()) {
            return false;
          }
          known.sequence = head.sequence();
          known.statement = head.statement();
          return true;
        });
  }

  /** The latest head that the keeper has said. */
  public Optional<PeerHead> latest(int keeper) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(PeerHeadEntity.class, keeper))
                .map(known -> new PeerHead(known.sequence, known.statement)));
  }
}
