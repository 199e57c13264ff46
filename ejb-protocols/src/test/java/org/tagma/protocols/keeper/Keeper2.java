package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.paillier.ParameterSet;

/** Keeper 2 of a simulated cluster, with a seal that opens by itself and moduli of 2048 bits. */
public final class Keeper2 extends KeeperConfiguration {
  private final Cluster cluster;
  private final Path sealKey;

  /** How large its moduli are. */
  public Optional<ParameterSet> moduli = Optional.of(ParameterSet.P112);

  public Keeper2(Cluster cluster, Path sealKey) throws IOException {
    this.cluster = cluster;
    this.sealKey = Files.writeString(sealKey, "A".repeat(43));
  }

  /** Its seal, open or as it is before the keeper is initialised. */
  public Seal seal(boolean open) throws SealFailure, IOException {
    Seal seal = new Seal(this, new NoStore());
    if (open) {
      seal.initialise();
    }
    return seal;
  }

  private static final class NoStore implements SealStore {
    @Override
    public Optional<byte[]> load() {
      return Optional.empty();
    }

    @Override
    public void store(byte[] wrapped) {}
  }

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String peerId() {
    return "keeper-2";
  }

  @Override
  public SealSettings seal() {
    return SealSettings.keyFile(sealKey);
  }

  @Override
  public Profile profile() {
    return Profile.LOCAL;
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Optional<ParameterSet> moduli() {
    return moduli;
  }
}
