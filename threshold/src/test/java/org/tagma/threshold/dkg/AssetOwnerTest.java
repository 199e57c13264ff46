package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;

/** Who a key belongs to is certified with it. */
class AssetOwnerTest {
  private static final String KEY = "team:owned";
  private static final Curve CURVE = Curve.named("P256");

  private final SimulatedCluster cluster =
      new SimulatedCluster(17, 2, 3, List.of(new Dkg(), new Refresh()));

  private static ObjectNode request(String mode) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("keyId", KEY)
        .put("curve", CURVE.apiName())
        .put("mode", mode);
  }

  private Optional<String> owner(Protocol protocol, ObjectNode request) {
    Optional<CertificateContent> old = cluster.keeper(1).storage().active(KEY);
    Operation same =
        cluster.operation(
            protocol, Dkg.suite(CURVE), KEY, old, Session.request(DkgRequest.OP, request), 120_000);
    Operation operation =
        new Operation(
            same.operationId(),
            protocol,
            same.suite(),
            KEY,
            old.map(CertificateContent::generation).orElse(0) + 1,
            old,
            same.holders(),
            same.threshold(),
            same.request(),
            same.credential(),
            same.budgetMillis());
    Certificate made =
        (Certificate)
            cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
    return made.content().assetOwner();
  }

  @Test
  void staysUntilARotationNamesAnother() {
    assertEquals(
        Optional.of("treasury"), owner(new Dkg(), request("CREATE").put("assetOwner", "treasury")));
    assertEquals(Optional.of("treasury"), owner(new Refresh(), request("REFRESH")));
    assertEquals(Optional.of("treasury"), owner(new Dkg(), request("ROTATE")));
    assertEquals(
        Optional.of("payments"), owner(new Dkg(), request("ROTATE").put("assetOwner", "payments")));
  }

  @Test
  void nobodyIsNobody() {
    assertEquals(Optional.empty(), owner(new Dkg(), request("CREATE").putNull("assetOwner")));
  }

  @Test
  void aNameThatIsNoneMakesNoSession() {
    for (String none : List.of("", " ", "a\tb", "x".repeat(256))) {
      ObjectNode request = request("CREATE").put("assetOwner", none);
      assertThrows(
          DecodingException.class, () -> DkgRequest.read(Session.request(DkgRequest.OP, request)));
    }
  }
}
