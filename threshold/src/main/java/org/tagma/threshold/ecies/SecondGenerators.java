package org.tagma.threshold.ecies;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.HashToCurve;

/**
 * Ghat of each key, hash_to_curve(keyId | SEC1(Y)) (spec/protocols.md 3.2). A hash to the curve
 * costs more than all checks of a ciphertext, so those of the keys used last are kept; they are
 * public.
 */
final class SecondGenerators {
  private static final int KEPT = 1024;
  private static final byte[] DST = "KEEPER-V01-TECIES-GHAT".getBytes(StandardCharsets.US_ASCII);

  private static final Map<Key, Point> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Point> eldest) {
              return size() > KEPT;
            }
          });

  private SecondGenerators() {}

  private record Key(String keyId, Point publicKey) {}

  /** Ghat of the untweaked key, so that it outlives a refresh of the shares. */
  static Point of(String keyId, Point publicKey) {
    Key key = new Key(keyId, publicKey);
    Point known = KNOWN.get(key);
    if (known == null) {
      known = hash(keyId, publicKey); // outside the lock; done twice, it comes out alike
      KNOWN.put(key, known);
    }
    return known;
  }

  private static Point hash(String keyId, Point publicKey) {
    byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
    byte[] key = publicKey.encode();
    byte[] message = new byte[id.length + key.length];
    System.arraycopy(id, 0, message, 0, id.length);
    System.arraycopy(key, 0, message, id.length, key.length);
    return HashToCurve.point(publicKey.curve(), message, DST);
  }
}
