package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.keys.StoredKey;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.key.KeyUsage;

/** Goes through the keys of which this keeper holds shares. */
@Stateless
@Local(VisibleKeys.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class VisibleKeysBean implements VisibleKeys {
  private static final List<String> SIGNING = List.of("public", "sign", "verify", "destroy");
  private static final List<String> DECRYPTING = List.of("public", "encrypt", "decrypt", "destroy");

  @Inject StoredKeys keys;

  @Override
  public Page page(Caller caller, String after, int limit) throws OperationFailed {
    List<StoredKey> looked;
    try {
      looked = keys.list(after, limit);
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_NOT_AVAILABLE, "this keeper cannot read its database");
    }
    List<Visible> visible =
        looked.stream()
            .map(key -> new Visible(key.keyId(), scopes(caller, key)))
            .filter(key -> !key.scopes().isEmpty())
            .toList();
    return new Page(
        visible,
        looked.size() < limit
            ? Optional.empty()
            : Optional.of(looked.get(looked.size() - 1).keyId()));
  }

  private static List<String> scopes(Caller caller, StoredKey key) {
    List<String> all = KeyUsage.valueOf(key.usage()).decrypts() ? DECRYPTING : SIGNING;
    return all.stream().filter(scope -> caller.may(Permissions.key(key.keyId(), scope))).toList();
  }
}
