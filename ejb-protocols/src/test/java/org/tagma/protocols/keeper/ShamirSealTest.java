package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.secret.SecretShare;
import org.tagma.threshold.transcript.Sha256;

class ShamirSealTest {
  private static final byte[] SHARE =
      "thirty-two bytes of secret share".getBytes(StandardCharsets.UTF_8);
  private static final int CHECKSUM = 4;

  @TempDir Path home;
  private Instant now = Instant.EPOCH;

  private Seal started(Path directory) {
    Seal seal =
        new Seal(new SealFile(directory), SealKind.SHAMIR, null, "keeper-1", true, () -> now);
    seal.start();
    return seal;
  }

  private Seal started() {
    return started(home);
  }

  private static List<byte[]> initialise(Seal seal, int threshold, int total) throws Exception {
    return seal.initialise(threshold, total).stream().map(SecretShare::encode).toList();
  }

  private static SealFailure failure(Executable attempt) {
    return assertThrows(SealFailure.class, attempt);
  }

  private static Reason reasonOf(Executable attempt) {
    return failure(attempt).reason();
  }

  private static SealStatus sealed(int progress, long wrong) {
    return new SealStatus("SHAMIR", SealStatus.State.SEALED, progress, wrong);
  }

  /** What somebody would bring who changes a share and knows how its checksum is made. */
  private static byte[] forged(byte[] share) {
    byte[] content = Arrays.copyOf(share, share.length - CHECKSUM);
    content[content.length - 1] ^= 1;
    byte[] forged = Arrays.copyOf(content, share.length);
    System.arraycopy(Sha256.of(content).toArray(), 0, forged, content.length, CHECKSUM);
    return forged;
  }

  @Test
  void waitsForItsInitialisationInEveryProfileAndIsSealedAfterIt() throws Exception {
    Seal seal = started();
    assertEquals(SealState.UNINITIALIZED, seal.state());
    assertEquals(Reason.NOT_INITIALIZED, reasonOf(() -> seal.unseal(List.of(), true)));
    assertEquals(Reason.NOT_INITIALIZED, reasonOf(seal::seal));
    assertEquals(Reason.SHARES_NEEDED, reasonOf(seal::initialise));
    assertEquals(3, initialise(seal, 2, 3).size());
    assertEquals(sealed(0, 0), seal.status());
    assertEquals(Reason.SEALED, reasonOf(seal::dataKey));
    assertEquals(Reason.ALREADY_INITIALIZED, reasonOf(() -> seal.initialise(2, 3)));
    assertEquals(Reason.SHARES_NEEDED, reasonOf(seal::unseal));
  }

  @Test
  void countsOneShareAfterTheOtherAndOpensWithTheLast() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 3, 5);
    assertEquals(new SealProgress(3, 5, 1, false), seal.unseal(List.of(shares.get(4)), false));
    assertEquals(new SealProgress(3, 5, 2, false), seal.unseal(List.of(shares.get(0)), false));
    assertEquals(sealed(2, 0), seal.status());
    assertEquals(new SealProgress(3, 5, 2, false), seal.unseal(List.of(shares.get(4)), false));
    assertEquals(new SealProgress(3, 5, 3, true), seal.unseal(List.of(shares.get(2)), false));
    assertEquals(new SealStatus("SHAMIR", SealStatus.State.UNSEALED, 0, 0), seal.status());
    assertEquals(
        Reason.ALREADY_UNSEALED, reasonOf(() -> seal.unseal(List.of(shares.get(1)), false)));
    assertEquals(Reason.ALREADY_UNSEALED, reasonOf(() -> seal.unseal(List.of(), true)));
  }

  @Test
  void opensWithAllSharesOfOneRequest() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 2, 4);
    assertEquals(new SealProgress(2, 4, 2, true), seal.unseal(shares, false));
  }

  @Test
  void opensTheSameDataKeyAfterARestartWithAnyQuorum() throws Exception {
    Seal first = started();
    List<byte[]> shares = initialise(first, 2, 3);
    first.unseal(shares.subList(0, 2), false);
    byte[] ciphertext = new ShareEncryption(first).encrypt(SHARE, "k", 1);

    Seal again = started();
    assertEquals(sealed(0, 0), again.status());
    assertEquals(
        Reason.SEALED, reasonOf(() -> new ShareEncryption(again).decrypt(ciphertext, "k", 1)));
    again.unseal(shares.subList(1, 3), false);
    assertArrayEquals(SHARE, new ShareEncryption(again).decrypt(ciphertext, "k", 1));
  }

  @Test
  void forgetsTheDataKeyAndTheSharesWhenItIsSealed() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 2, 3);
    seal.unseal(shares, false);
    SymmetricKey key = seal.dataKey();
    seal.seal();
    assertTrue(key.isDestroyed());
    assertEquals(sealed(0, 0), seal.status());
    seal.unseal(List.of(shares.get(0)), false);
    seal.seal();
    assertEquals(sealed(0, 0), seal.status());
    seal.unseal(shares, false);
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void beginsAgainAfterAReset() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 3, 3);
    seal.unseal(shares.subList(0, 2), false);
    assertEquals(new SealProgress(3, 3, 1, false), seal.unseal(List.of(shares.get(2)), true));
    assertEquals(new SealProgress(3, 3, 0, false), seal.unseal(List.of(), true));
    assertEquals(sealed(0, 0), seal.status());
  }

  @Test
  void countsAWrongShareAndTakesNoneBesideIt() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 2, 3);
    Files.createDirectory(home.resolve("other"));
    byte[] foreign = initialise(started(home.resolve("other")), 2, 3).get(1);
    byte[] mistyped = shares.get(1).clone();
    mistyped[30] ^= 1;
    seal.unseal(List.of(shares.get(0)), false);
    long wrong = 0;
    for (byte[] share : List.of(foreign, mistyped, new byte[0], new byte[32])) {
      wrong++;
      SealFailure failure = failure(() -> seal.unseal(List.of(shares.get(1), share), false));
      assertEquals(Reason.WRONG_SHARE, failure.reason());
      assertEquals(wrong, failure.wrongShares());
      assertEquals(sealed(1, wrong), seal.status());
    }
    SealFailure two = failure(() -> seal.unseal(List.of(foreign, mistyped), false));
    assertEquals(6, two.wrongShares());
    seal.unseal(List.of(shares.get(1)), false);
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void aSecondShareOfTheSameIndexIsWrong() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 3, 3);
    byte[] forged = forged(shares.get(0));
    seal.unseal(List.of(shares.get(0)), false);
    assertEquals(Reason.WRONG_SHARE, reasonOf(() -> seal.unseal(List.of(forged), false)));
    assertEquals(
        Reason.WRONG_SHARE,
        reasonOf(() -> seal.unseal(List.of(forged(shares.get(1)), shares.get(1)), false)));
    assertEquals(sealed(1, 2), seal.status());
  }

  @Test
  void aForgedShareOpensNothingAndIsNotToldApart() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 2, 3);
    seal.unseal(List.of(forged(shares.get(0))), false);
    SealFailure failure = failure(() -> seal.unseal(List.of(shares.get(1)), false));
    assertEquals(Reason.WRONG_COMBINATION, failure.reason());
    assertEquals(1, failure.wrongShares());
    assertEquals(sealed(0, 1), seal.status());
    seal.unseal(shares.subList(0, 2), false);
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void looksAtNoMoreSharesForAWhileAfterTooManyWrongOnes() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 2, 3);
    for (int i = 0; i < WrongShares.MOST; i++) {
      assertEquals(Reason.WRONG_SHARE, reasonOf(() -> seal.unseal(List.of(new byte[9]), false)));
    }
    now = now.plusSeconds(20);
    SealFailure failure = failure(() -> seal.unseal(shares, false));
    assertEquals(Reason.TOO_MANY_WRONG_SHARES, failure.reason());
    assertEquals(Duration.ofSeconds(40), failure.pause());
    assertEquals(WrongShares.MOST, failure.wrongShares());
    assertEquals(0, seal.unseal(List.of(), true).progress());
    now = now.plusSeconds(40);
    seal.unseal(shares, false);
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void opensOnceWhenTheLastSharesComeAtTheSameTime() throws Exception {
    for (int run = 0; run < 20; run++) {
      Path directory = Files.createDirectory(home.resolve("run-" + run));
      Seal seal = started(directory);
      List<byte[]> shares = initialise(seal, 2, 4);
      CyclicBarrier together = new CyclicBarrier(shares.size());
      ExecutorService people = Executors.newFixedThreadPool(shares.size());
      List<Future<Boolean>> opened = new ArrayList<>();
      for (byte[] share : shares) {
        opened.add(people.submit(bringing(seal, share, together)));
      }
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> one : opened) {
        results.add(one.get());
      }
      people.shutdown();
      results.sort(null);
      assertEquals(List.of(false, false, false, true), results);
      assertEquals(new SealStatus("SHAMIR", SealStatus.State.UNSEALED, 0, 0), seal.status());
    }
  }

  /** Whether this share was the one that opened the seal; those too late are not wrong. */
  private static Callable<Boolean> bringing(Seal seal, byte[] share, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        return seal.unseal(List.of(share), false).unsealed();
      } catch (SealFailure late) {
        assertEquals(Reason.ALREADY_UNSEALED, late.reason());
        return false;
      }
    };
  }

  @Test
  void storesNoShareAndNothingThatTellsOne() throws Exception {
    Seal seal = started();
    List<byte[]> shares = initialise(seal, 1, 2);
    seal.unseal(shares, false);
    String stored =
        new String(Files.readAllBytes(home.resolve("seal")), StandardCharsets.ISO_8859_1);
    byte[] dataKey = seal.dataKey().getEncoded();
    assertFalse(stored.contains(new String(dataKey, StandardCharsets.ISO_8859_1)));
    for (byte[] share : shares) {
      byte[] value = Arrays.copyOfRange(share, 19, share.length - CHECKSUM);
      assertEquals(SymmetricKey.LENGTH, value.length);
      assertFalse(stored.contains(new String(value, StandardCharsets.ISO_8859_1)));
    }
  }

  @Test
  void opensNoSealOfAnotherKind() throws Exception {
    initialise(started(), 1, 1);
    Path keyFile = Files.writeString(home.resolve("key"), "A".repeat(43));
    Seal seal =
        new Seal(
            new SealFile(home),
            SealKind.KEY_FILE,
            new KeyFile(keyFile),
            "keeper-1",
            true,
            Clock.systemUTC());
    seal.start();
    assertEquals(SealState.SEALED, seal.state());
    assertEquals(Reason.OTHER_SEAL, reasonOf(seal::unseal));
  }
}
