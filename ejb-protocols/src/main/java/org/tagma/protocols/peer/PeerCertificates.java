package org.tagma.protocols.peer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.tagma.threshold.message.ProbeAnswer;
import org.tagma.threshold.transcript.Bytes;

/** Which generation of each key the other keepers say they hold, as of their last signed probes. */
@ApplicationScoped
public class PeerCertificates {
  private final SortedMap<Integer, Map<String, ProbeAnswer.ActiveKey>> claims =
      new ConcurrentSkipListMap<>();

  private final Map<Integer, String> moduli = new ConcurrentHashMap<>();

  void heard(int keeper, List<ProbeAnswer.ActiveKey> keys, Optional<String> made) {
    made.ifPresentOrElse(set -> moduli.put(keeper, set), () -> moduli.remove(keeper));
    Map<String, ProbeAnswer.ActiveKey> byKey = new ConcurrentHashMap<>();
    keys.forEach(k -> byKey.putIfAbsent(k.keyId(), k));
    claims.put(keeper, byKey);
  }

  /** The keepers whose last probe names another certificate for this generation of the key. */
  public List<Integer> contradicting(String keyId, int generation, Bytes certHash) {
    return claims.keySet().stream()
        .filter(
            keeper ->
                claim(keeper, keyId)
                    .filter(k -> k.generation() == generation && k.certHash().length() > 0)
                    .filter(k -> !k.certHash().equals(certHash))
                    .isPresent())
        .toList();
  }

  /** Whether the last signed probe of each of these keepers says that it holds this certificate. */
  public boolean allHold(Collection<Integer> keepers, String keyId, Bytes certHash) {
    return keepers.stream()
        .allMatch(
            keeper -> claim(keeper, keyId).filter(k -> k.certHash().equals(certHash)).isPresent());
  }

  /** Whether the last signed probe of any keeper says that it holds a certificate for the key. */
  public boolean isHeld(String keyId) {
    return claims.keySet().stream()
        .anyMatch(
            keeper -> claim(keeper, keyId).filter(k -> k.certHash().length() > 0).isPresent());
  }

  /** Whether the keeper's last signed probe says that it has moduli of this size for a set-up. */
  public boolean hasMade(int keeper, String set) {
    return set.equals(moduli.get(keeper));
  }

  private Optional<ProbeAnswer.ActiveKey> claim(int keeper, String keyId) {
    return Optional.ofNullable(claims.getOrDefault(keeper, Map.of()).get(keyId));
  }
}
