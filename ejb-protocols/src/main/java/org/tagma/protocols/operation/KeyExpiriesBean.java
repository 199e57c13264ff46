package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.keys.Expiry;
import org.tagma.persistence.keys.ExpiryFilter;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.key.KeyPolicy;

/** Reads the ends that the database keeps beside the certificates. */
@Stateless
@Local(KeyExpiries.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyExpiriesBean implements KeyExpiries {
  private static final Place START = new Place(0, 0);

  @Inject StoredKeys keys;

  @Override
  public Page page(Query query) throws OperationFailed {
    List<Expiry> found = found(query);
    Optional<Place> next =
        found.size() < query.limit()
            ? Optional.empty()
            : Optional.of(found.get(found.size() - 1)).map(e -> new Place(e.notAfter(), e.row()));
    return new Page(
        found.stream()
            .map(
                e ->
                    new Expiring(
                        query.use(), e.keyId(), e.generation(), Instant.ofEpochMilli(e.notAfter())))
            .toList(),
        next);
  }

  private List<Expiry> found(Query query) throws OperationFailed {
    Place after = query.after().orElse(START);
    Expiry.Use use = query.use() == KeyPolicy.Use.APPLY ? Expiry.Use.APPLY : Expiry.Use.PROCESS;
    try {
      return keys.expiring(
          new ExpiryFilter(
              use,
              query.from().map(Instant::toEpochMilli).orElse(0L),
              query.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE),
              after.notAfter(),
              after.row(),
              query.limit()));
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_NOT_AVAILABLE, "this keeper cannot read its database");
    }
  }
}
