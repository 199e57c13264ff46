package org.tagma.protocols.keeper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.protocols.peer.TestAuthority;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;

/** Keeper 1 of two, with its files in a directory: configuration, identity and seal. */
public final class KeeperFixture {
  private final KeeperIdentity identity = KeeperIdentity.generate(1, new SecureRandom());
  private final KeeperConfiguration configuration;

  /** A keeper of the server profile with these settings of its seal. */
  public KeeperFixture(Path home, Map<String, String> seal) throws IOException, DecodingException {
    KeeperIdentity other = KeeperIdentity.generate(2, new SecureRandom());
    List<Cluster.Member> members = List.of(member(identity), member(other));
    Path key = Files.writeString(home.resolve("identity.jwk"), "{}");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path cluster = home.resolve("cluster.json");
    Files.writeString(cluster, Cluster.of(2, members).toJson().toString());
    Path tokens = Files.writeString(home.resolve("tokens.json"), "{\"tokens\": []}");
    Map<String, String> values = new HashMap<>(seal);
    values.put("tagma.peer-id", "keeper-1");
    values.put("tagma.cluster", cluster.toString());
    values.put("tagma.home", home.toString());
    values.put("tagma.identity-key", key.toString());
    values.put("tagma.tokens", tokens.toString());
    values.put("tagma.client-port", "8081");
    values.put("tagma.peer-port", "9081");
    values.put("tagma.profile", "server");
    values.putAll(new TestAuthority().settings(home, 1));
    configuration = new KeeperConfiguration(name -> Optional.ofNullable(values.get(name)));
  }

  private static Cluster.Member member(KeeperIdentity keeper) {
    URI url = URI.create("https://127.0.0.1:" + (9080 + keeper.keeper()));
    return new Cluster.Member(keeper.keeper(), url, keeper.publicKey());
  }

  public KeeperConfiguration configuration() {
    return configuration;
  }

  public KeeperIdentity identity() {
    return identity;
  }

  public KeyRing keys() {
    return configuration.cluster().keyRing();
  }

  /** The seal as it is after a start. */
  public Seal startSeal() {
    Seal seal = new Seal(configuration, new SealFile(configuration));
    seal.start();
    return seal;
  }

  /** A keeper that has tested itself and is alone on its database, or not. */
  public static Readiness readiness(boolean tested, boolean sole) {
    Readiness readiness = new Readiness();
    if (tested) {
      readiness.tested();
    }
    readiness.soleUntil(readiness.now().plus(sole ? 3_600_000 : -1));
    return readiness;
  }
}
