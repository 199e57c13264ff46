package org.tagma.server.provision;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.transcript.Jcs;

/** {@code cluster.json}, made of the public identities of all keepers. */
public final class TrustRoot {
  private TrustRoot() {}

  /**
   * A keeper to be.
   *
   * @param identity the file that {@link IdentityFiles} made on its machine
   * @param peerUrl where the others reach it
   */
  public record Keeper(Path identity, URI peerUrl) {}

  /**
   * The file's content, the same for all of them.
   *
   * @throws ClusterFailure when the threshold is not from 2 to n, or two are the same
   */
  public static String of(int threshold, List<Keeper> keepers) throws ClusterFailure {
    List<Cluster.Member> members = new ArrayList<>();
    for (Keeper keeper : keepers) {
      IdentityKey key = IdentityFiles.read(keeper.identity());
      members.add(new Cluster.Member(key.keeper(), keeper.peerUrl(), key));
    }
    try {
      byte[] json = Jcs.canonical(Cluster.of(threshold, members).toJson());
      Cluster.read(json); // says what a keeper would say of the addresses
      return new String(json, StandardCharsets.UTF_8) + "\n";
    } catch (DecodingException e) {
      throw new ClusterFailure("these make no cluster: " + e.getMessage(), e);
    }
  }
}
