package org.tagma.threshold.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A remembered signature is one that was good, of this key, over these bytes: no other passes. */
class SeenSignaturesTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random = new SecureRandom();
  private final KeeperIdentity one = KeeperIdentity.generate(1, random);
  private final KeeperIdentity two = KeeperIdentity.generate(2, random);

  @Test
  void aSignatureThatWasSeenHoldsForItsMessageOnly() {
    byte[] signature = one.sign(MESSAGE);
    IdentityKey key = one.publicKey().afresh();
    assertTrue(key.verifies(MESSAGE, signature));
    assertTrue(key.verifies(MESSAGE, signature), "seen");
    for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
      assertFalse(key.verifies(flipped(MESSAGE, bit), signature), "message bit " + bit);
    }
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertFalse(key.verifies(MESSAGE, flipped(signature, bit)), "signature bit " + bit);
    }
    // the border between signature and message does not move
    byte[] shifted = Arrays.copyOf(signature, signature.length + 1);
    shifted[signature.length] = MESSAGE[0];
    assertFalse(key.verifies(Arrays.copyOfRange(MESSAGE, 1, MESSAGE.length), shifted));
  }

  @Test
  void whatOneKeyMadeOrSawDoesNotHoldForAnother() {
    byte[] signature = one.sign(MESSAGE);
    assertTrue(one.publicKey().verifies(MESSAGE, signature));
    assertFalse(two.publicKey().verifies(MESSAGE, signature));
    assertFalse(two.publicKey().verifies(MESSAGE, signature), "a failure is not remembered");
  }

  @Test
  void aFlawedSignatureIsRefusedEachTime() {
    byte[] flawed = flipped(one.sign(MESSAGE), 5);
    assertFalse(one.publicKey().verifies(MESSAGE, flawed));
    assertFalse(one.publicKey().verifies(MESSAGE, flawed));
  }

  @Test
  void moreSignaturesThanPlacesAllStillVerify() {
    IdentityKey key = one.publicKey().afresh();
    for (int i = 0; i < 600; i++) {
      byte[] message = {(byte) i, (byte) (i >> 8)};
      byte[] signature = one.sign(message);
      assertTrue(key.verifies(message, signature));
      assertTrue(key.verifies(message, signature));
      message[0] ^= 1;
      assertFalse(key.verifies(message, signature));
    }
  }

  @Test
  void aRingHoldsItsKeepersOwnKeyAndTheOthersAfresh() {
    KeyRing ring = KeyRing.of(one, List.of(one.publicKey().afresh(), two.publicKey()));
    assertSame(one.publicKey(), found(ring, one));
    assertFalse(found(ring, two) == two.publicKey());
    assertTrue(found(ring, two).verifies(MESSAGE, two.sign(MESSAGE)));
  }

  @Test
  void aKeyThatIsNotPinnedDoesNotEnterARing() {
    KeeperIdentity stranger = KeeperIdentity.generate(1, random);
    KeyRing ring = KeyRing.of(stranger, List.of(one.publicKey(), two.publicKey()));
    assertTrue(ring.find(1, stranger.publicKey().thumbprint()).isEmpty());
    assertTrue(ring.find(1, one.publicKey().thumbprint()).isPresent());
  }

  private static IdentityKey found(KeyRing ring, KeeperIdentity identity) {
    return ring.find(identity.keeper(), identity.publicKey().thumbprint()).orElseThrow();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }
}
