package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.persistence.keys.GenerationState;
import org.tagma.persistence.keys.StoredGeneration;
import org.tagma.protocols.operation.Inventory.Status;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.testkit.SimulatedCluster;

class InventoryBeanTest {
  private static final long NOW = 1_000;

  private final CertificateContent unlimited =
      new SimulatedCluster(3, 2, 3, List.of()).dealKey("k", Curve.named("P256"));

  private static StoredGeneration stored(GenerationState state, boolean condemned) {
    return new StoredGeneration(
        "k",
        "P256",
        "SIGN",
        1,
        state,
        condemned,
        "sid",
        "{}",
        "hash",
        new byte[0],
        Optional.empty(),
        1,
        2);
  }

  private CertificateContent with(long apply, long process, boolean historical) {
    return new CertificateContent(
        unlimited.cluster(),
        unlimited.sid(),
        "k",
        unlimited.generation(),
        unlimited.curve(),
        unlimited.usage(),
        unlimited.threshold(),
        unlimited.participants(),
        unlimited.publicKey(),
        unlimited.publicShares(),
        Optional.of(new KeyPolicy(limit(apply), limit(process), historical, false)));
  }

  private static Optional<KeyPolicy.Limit> limit(long notAfter) {
    return Optional.of(new KeyPolicy.Limit(KeyPolicy.Unit.MILLISECONDS, notAfter));
  }

  /** The key's next generation, with a key of its own. */
  private CertificateContent next() {
    return new SimulatedCluster(4, 2, 3, List.of())
        .dealKey("k", unlimited.curve(), unlimited.usage(), 2, 2);
  }

  private static Status status(
      GenerationState state, CertificateContent content, CertificateContent latest) {
    return InventoryBean.status(
        stored(state, false), Optional.of(content), Optional.of(latest), NOW);
  }

  @Test
  void anActiveGenerationEndsAsItsPolicySays() {
    GenerationState active = GenerationState.ACTIVE;
    assertEquals(Status.ACTIVE, status(active, unlimited, unlimited));
    CertificateContent good = with(NOW, NOW + 1, true);
    assertEquals(Status.ACTIVE, status(active, good, good));
    CertificateContent verifying = with(NOW - 1, NOW, true);
    assertEquals(Status.APPLY_EXPIRED, status(active, verifying, verifying));
    CertificateContent over = with(NOW - 2, NOW - 1, true);
    assertEquals(Status.EXPIRED, status(active, over, over));
  }

  @Test
  void aRetiredGenerationOnlyVerifiesAndDecryptsIfAtAll() {
    GenerationState retired = GenerationState.RETIRED;
    assertEquals(Status.APPLY_EXPIRED, status(retired, unlimited, next()));
    assertEquals(Status.EXPIRED, status(retired, with(NOW + 1, NOW + 2, false), next()));
    assertEquals(Status.EXPIRED, status(retired, with(NOW - 2, NOW - 1, true), next()));
  }

  @Test
  void aGenerationThatIsNotYetOrNoMoreIsOfNoUse() {
    assertEquals(Status.DISABLED, status(GenerationState.PENDING, unlimited, unlimited));
    assertEquals(Status.DESTROYED, status(GenerationState.DESTROYED, unlimited, next()));
    assertEquals(
        Status.DISABLED,
        InventoryBean.status(
            stored(GenerationState.RETIRED, true),
            Optional.of(unlimited),
            Optional.of(next()),
            NOW));
  }

  @Test
  void whatCannotBeReadIsWhatItsStateSays() {
    assertEquals(
        Status.ACTIVE,
        InventoryBean.status(
            stored(GenerationState.ACTIVE, false), Optional.empty(), Optional.empty(), NOW));
    assertEquals(
        Status.APPLY_EXPIRED,
        InventoryBean.status(
            stored(GenerationState.RETIRED, false), Optional.empty(), Optional.empty(), NOW));
  }
}
