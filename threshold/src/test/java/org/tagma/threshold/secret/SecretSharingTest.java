package org.tagma.threshold.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.transcript.Sha256;

class SecretSharingTest {
  private static final int LENGTH = 32;

  private static byte[] secret(Seed seed) {
    byte[] secret = new byte[LENGTH];
    seed.nextBytes(secret);
    return secret;
  }

  /** A share with one byte of its value changed, as one that forges it would encode it. */
  private static SecretShare changed(SecretShare share, int position, int difference) {
    byte[] value = new byte[share.length()];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) share.at(i);
    }
    value[position] ^= (byte) difference;
    return new SecretShare(share.threshold(), share.index(), share.check(), value);
  }

  @Test
  void multipliesAsTheStandardDoes() {
    assertEquals(0xc1, Gf256.times(0x57, 0x83)); // FIPS 197 section 4.2
    assertEquals(0xfe, Gf256.times(0x57, 0x13)); // FIPS 197 section 4.2.1
    assertEquals(0, Gf256.inverse(0));
    for (int a = 1; a < 256; a++) {
      assertEquals(1, Gf256.times(a, Gf256.inverse(a)));
      assertEquals(a, Gf256.times(1, a));
    }
  }

  @Test
  void anyQuorumOfSharesGivesTheSecretAndFewerNothing() {
    Seed seed = new Seed("anyQuorumOfSharesGivesTheSecretAndFewerNothing");
    for (int total = 1; total <= 6; total++) {
      for (int threshold = 1; threshold <= total; threshold++) {
        byte[] secret = secret(seed);
        List<SecretShare> shares = SecretSharing.split(secret, threshold, total, seed);
        for (int chosen = 1; chosen < 1 << total; chosen++) {
          List<SecretShare> some = new ArrayList<>();
          for (SecretShare share : shares) {
            if ((chosen & 1 << (share.index() - 1)) != 0) {
              some.add(share);
            }
          }
          Collections.shuffle(some, seed);
          Optional<byte[]> combined = SecretSharing.combine(some);
          assertEquals(some.size() >= threshold, combined.isPresent(), seed::toString);
          combined.ifPresent(c -> assertArrayEquals(secret, c, seed::toString));
        }
      }
    }
  }

  @Test
  void splitsIntoAsManySharesAsTheFieldHas() {
    Seed seed = new Seed("splitsIntoAsManySharesAsTheFieldHas");
    byte[] secret = secret(seed);
    List<SecretShare> shares = SecretSharing.split(secret, 20, SecretSharing.MOST, seed);
    assertEquals(SecretSharing.MOST, shares.get(254).index());
    assertArrayEquals(secret, SecretSharing.combine(shares.subList(235, 255)).orElseThrow());
    assertArrayEquals(secret, SecretSharing.combine(shares).orElseThrow());
  }

  @Test
  void isALineForAThresholdOfTwo() {
    Seed seed = new Seed("isALineForAThresholdOfTwo");
    byte[] secret = secret(seed);
    List<SecretShare> shares = SecretSharing.split(secret, 2, 3, seed);
    for (int i = 0; i < LENGTH; i++) {
      int slope = shares.get(0).at(i) ^ (secret[i] & 0xff);
      assertEquals((secret[i] & 0xff) ^ Gf256.times(3, slope), shares.get(2).at(i), seed::toString);
    }
  }

  @Test
  void oneShareTooFewLeavesEveryByteOfTheSecretPossible() {
    Seed seed = new Seed("oneShareTooFewLeavesEveryByteOfTheSecretPossible");
    List<SecretShare> shares = SecretSharing.split(secret(seed), 3, 3, seed);
    Set<Byte> possible = new HashSet<>();
    for (int difference = 0; difference < 256; difference++) {
      SecretShare unknown = changed(shares.get(2), 5, difference);
      possible.add(SecretSharing.interpolate(List.of(shares.get(0), shares.get(1), unknown))[5]);
    }
    assertEquals(256, possible.size(), seed::toString);
  }

  @Test
  void findsEveryWrongShareInACombinationAndGivesNothing() {
    Seed seed = new Seed("findsEveryWrongShareInACombinationAndGivesNothing");
    List<SecretShare> shares = SecretSharing.split(secret(seed), 2, 3, seed);
    for (int i = 0; i < LENGTH; i++) {
      SecretShare wrong = changed(shares.get(1), i, 1 + seed.nextInt(255));
      assertTrue(SecretSharing.combine(List.of(shares.get(0), wrong)).isEmpty());
      assertTrue(SecretSharing.combine(List.of(shares.get(0), shares.get(2), wrong)).isEmpty());
    }
  }

  @Test
  void combinesNoSharesThatDoNotBelongTogether() {
    Seed seed = new Seed("combinesNoSharesThatDoNotBelongTogether");
    List<SecretShare> shares = SecretSharing.split(secret(seed), 2, 3, seed);
    List<SecretShare> others = SecretSharing.split(secret(seed), 2, 3, seed);
    assertTrue(SecretSharing.combine(List.of()).isEmpty());
    assertTrue(SecretSharing.combine(List.of(shares.get(0), shares.get(0))).isEmpty());
    assertTrue(SecretSharing.combine(List.of(shares.get(0), others.get(1))).isEmpty());
  }

  @Test
  void splitsDifferentlyEachTime() {
    Seed seed = new Seed("splitsDifferentlyEachTime");
    byte[] secret = secret(seed);
    SecretShare first = SecretSharing.split(secret, 2, 2, seed).get(0);
    SecretShare second = SecretSharing.split(secret, 2, 2, seed).get(0);
    assertEquals(first.check(), second.check());
    assertFalse(first.isSame(second));
  }

  @Test
  void rejectsNumbersThatMakeNoSense() {
    Seed seed = new Seed("rejectsNumbersThatMakeNoSense");
    byte[] secret = secret(seed);
    int[][] numbers = {{0, 1}, {-1, 3}, {3, 2}, {2, 256}};
    for (int[] n : numbers) {
      assertThrows(
          IllegalArgumentException.class, () -> SecretSharing.split(secret, n[0], n[1], seed));
    }
    assertThrows(
        IllegalArgumentException.class, () -> SecretSharing.split(new byte[15], 2, 3, seed));
  }

  @Test
  void aShareIsReadAsItWasWritten() throws DecodingException {
    Seed seed = new Seed("aShareIsReadAsItWasWritten");
    SecretShare share = SecretSharing.split(secret(seed), 2, 3, seed).get(2);
    SecretShare read = SecretShare.decode(share.encode());
    assertTrue(read.isSame(share));
    assertEquals(3, read.index());
    assertEquals(2, read.threshold());
    assertEquals(share.check(), read.check());
    assertEquals(55, share.encode().length);
  }

  @Test
  void aShareWithAnyBitWrongIsNone() throws DecodingException {
    Seed seed = new Seed("aShareWithAnyBitWrongIsNone");
    byte[] encoded = SecretSharing.split(secret(seed), 2, 3, seed).get(0).encode();
    for (int bit = 0; bit < encoded.length * Byte.SIZE; bit++) {
      byte[] wrong = encoded.clone();
      wrong[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertNoShare(wrong);
    }
    for (int length = 0; length < encoded.length; length++) {
      assertNoShare(Arrays.copyOf(encoded, length));
    }
    SecretShare.decode(encoded);
  }

  private static void assertNoShare(byte[] encoded) {
    DecodingException none =
        assertThrows(DecodingException.class, () -> SecretShare.decode(encoded));
    assertEquals("not a share", none.getMessage());
  }

  @Test
  void readsNoIndexAndNoThresholdOfZero() {
    Seed seed = new Seed("readsNoIndexAndNoThresholdOfZero");
    SecretShare share = SecretSharing.split(secret(seed), 1, 1, seed).get(0);
    assertNoShare(new SecretShare(0, 1, share.check(), secret(seed)).encode());
    assertNoShare(new SecretShare(1, 0, share.check(), secret(seed)).encode());
  }

  @Test
  void anErasedShareGivesNothingAndNoShareShowsItself() {
    Seed seed = new Seed("anErasedShareGivesNothingAndNoShareShowsItself");
    SecretShare share = SecretSharing.split(secret(seed), 2, 2, seed).get(0);
    assertEquals("SecretShare[index 1, redacted]", share.toString());
    assertFalse(share.isDestroyed());
    share.destroy();
    assertTrue(share.isDestroyed());
    assertThrows(IllegalStateException.class, share::encode);
    assertThrows(IllegalStateException.class, () -> share.at(0));
  }

  @Test
  void theCheckValueIsNoPlainHashOfTheSecret() {
    Seed seed = new Seed("theCheckValueIsNoPlainHashOfTheSecret");
    byte[] secret = secret(seed);
    String check = SecretSharing.split(secret, 1, 1, seed).get(0).check().hex();
    assertEquals(2 * SecretShare.CHECK, check.length());
    assertFalse(Sha256.of(secret).hex().startsWith(check));
  }
}
