package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the keepers printed while all other tests were run. */
@Order(Integer.MAX_VALUE)
class LogsIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void noStackTraceIsLogged() {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      List<String> trace =
          keeper.log().lines().filter(line -> line.matches("\\s+at .*|Caused by:.*")).toList();
      assertEquals(List.of(), trace, keeper.name());
    }
  }

  @Test
  void noSecretIsLogged() throws IOException {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      String log = keeper.log();
      for (String secret :
          List.of(
              KeeperUnderTest.TOKEN,
              identityKey(keeper),
              Files.readString(keeper.directory().resolve("seal.key")).strip(),
              "\"d\"")) {
        assertFalse(log.contains(secret), keeper.name());
      }
    }
  }

  private static String identityKey(KeeperUnderTest keeper) throws IOException {
    String jwk = Files.readString(keeper.directory().resolve("identity.jwk"));
    String secret = new ObjectMapper().readTree(jwk).path("d").asText();
    assertEquals(43, secret.length());
    return secret;
  }
}
