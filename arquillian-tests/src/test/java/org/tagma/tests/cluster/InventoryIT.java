package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** What keepers say of the keys they know. */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InventoryIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String PATH = "/compliance/inventory";
  private static final String INSTANCE = "/v1/keeper" + PATH;
  private static final Set<String> ALWAYS =
      Set.of(
          "logicalId",
          "status",
          "currentGeneration",
          "curve",
          "createdAt",
          "updatedAt",
          "hasActiveKey",
          "tampered");

  @Test
  @Order(1)
  void everyKeeperTellsTheSameOfAKeyAndItsGenerations() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    ObjectNode key = key("inventory:owned", "CREATE").put("assetOwner", "inventory-treasury");
    key.putObject("policy").putObject("apply").put("unit", "SECONDS").put("notAfter", 4102444799L);
    long before = System.currentTimeMillis();
    make(key);
    make(key("inventory:owned", "REFRESH"));
    make(key("inventory:owned", "ROTATE"));
    assertEquals(200, destroy("inventory:owned").status());

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      JsonNode page = page(keeper, "?logicalId=inventory:owned");
      assertEquals(keeper.name(), page.at("/inventory/peerId").asText());
      assertEquals(2, page.at("/inventory/threshold").asInt());
      assertEquals(3, page.at("/inventory/totalPeers").asInt());
      assertTrue(page.at("/inventory/generatedAt").asLong() >= before);
      assertEquals(false, page.path("hasMore").booleanValue());
      assertEquals(false, page.has("nextCursor"));
      JsonNode item = page.at("/inventory/items/0");
      assertEquals(List.of("inventory:owned 3 ACTIVE inventory-treasury"), items(page));
      Set<String> members = new TreeSet<>(ALWAYS);
      members.add("assetOwner");
      assertEquals(members, names(item), "the rotation had no policy");
      assertEquals("SECP256K1", item.path("curve").asText());
      assertTrue(item.path("createdAt").asLong() >= before);
      assertTrue(item.path("updatedAt").asLong() >= item.path("createdAt").asLong());
      assertEquals(true, item.path("hasActiveKey").booleanValue());
      assertEquals(false, item.path("tampered").booleanValue());

      JsonNode history = page(keeper, "?logicalId=inventory:owned&historical=true");
      assertEquals(
          List.of(
              "inventory:owned 3 ACTIVE inventory-treasury",
              "inventory:owned 2 APPLY_EXPIRED inventory-treasury",
              "inventory:owned 1 DESTROYED inventory-treasury"),
          items(history));
      assertEquals(
          "{\"unit\":\"SECONDS\",\"notAfter\":4102444799}",
          history.at("/inventory/items/2/policy/apply").toString());
    }
    JsonNode certificate =
        CLUSTER.keeper(2).get("/publicKey?keyId=inventory:owned").json().path("certificate");
    assertEquals("inventory-treasury", certificate.at("/content/assetOwner").asText());
  }

  @Test
  @Order(1)
  void anOwnersKeysComePageByPage() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    for (String name : List.of("b", "a", "c")) {
      make(key("inventory:page-" + name, "CREATE").put("assetOwner", "inventory-pager"));
    }
    make(key("inventory:page-b", "ROTATE").put("assetOwner", "inventory-other"));

    String owner = "?assetOwner=inventory-pager&historical=true&limit=1";
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = page(CLUSTER.keeper(3), owner + cursor);
      assertEquals(1, page.at("/inventory/items").size());
      found.addAll(items(page));
      assertEquals(page.path("hasMore").booleanValue(), page.has("nextCursor"));
      cursor = page.has("nextCursor") ? "&lastSeen=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    assertEquals(
        List.of(
            "inventory:page-a 1 ACTIVE inventory-pager",
            "inventory:page-b 1 APPLY_EXPIRED inventory-pager",
            "inventory:page-c 1 ACTIVE inventory-pager"),
        found);
    assertEquals(
        List.of("inventory:page-b 2 ACTIVE inventory-other"),
        items(page(CLUSTER.keeper(1), "?assetOwner=inventory-other")));
    assertEquals(List.of(), items(page(CLUSTER.keeper(1), "?assetOwner=nobody")));
  }

  @Test
  @Order(1)
  void whoMayNotOrAsksForNonsenseIsTurnedAway() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeeperUnderTest keeper = CLUSTER.keeper(1);
    Problems.check(keeper.get(PATH + "?limit=201"), 400, "INVALID_REQUEST_BODY", INSTANCE);
    Problems.check(keeper.get(PATH + "?lastSeen=1"), 400, "INVALID_CURSOR", INSTANCE);
    Problems.check(keeper.get(PATH + "?logicalId=NO"), 400, "INVALID_KEY_ID", INSTANCE);
    Problems.check(keeper.get(PATH + "?assetOwner=%0A"), 400, "INVALID_ASSET_OWNER", INSTANCE);
    Problems.check(as(keeper, "tagma-auditor"), 403, "NOT_ENOUGH_PERMISSIONS", INSTANCE);
    Problems.check(as(keeper, "unknown"), 401, "UNAUTHENTICATED", INSTANCE);
    Problems.check(
        keeper.post("/dkg", key("inventory:bad", "CREATE").put("assetOwner", " ").toString()),
        400,
        "INVALID_ASSET_OWNER",
        "/v1/keeper/dkg");
  }

  @Test
  @Order(2)
  void aKeeperAloneTellsAllTheSame() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    make(key("inventory:alone", "CREATE"));
    CLUSTER.running(1, 2);
    assertEquals(
        List.of("inventory:alone 1 ACTIVE "),
        items(page(CLUSTER.keeper(1), "?logicalId=inventory:alone")));
  }

  private static Answer as(KeeperUnderTest keeper, String token) {
    return keeper.send(keeper.client(PATH).setHeader("X-DEV-TOKEN", token).GET().build());
  }

  private static ObjectNode key(String keyId, String mode) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("keyId", keyId)
        .put("curve", "SECP256K1")
        .put("mode", mode);
  }

  private static void make(ObjectNode key) {
    Answer made = CLUSTER.keeper(1).post("/dkg", key.toString());
    assertEquals(200, made.status(), made.text());
  }

  private static Answer destroy(String keyId) {
    ObjectNode first = JsonNodeFactory.instance.objectNode().put("keyId", keyId).put("version", 1);
    return CLUSTER.keeper(2).post("/destroy", first.toString());
  }

  private static JsonNode page(KeeperUnderTest keeper, String query) {
    Answer page = keeper.get(PATH + query);
    assertEquals(200, page.status(), page.text());
    return page.json();
  }

  private static Set<String> names(JsonNode item) {
    Set<String> names = new TreeSet<>();
    item.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Each as {@code KEY GENERATION STATUS OWNER}. */
  private static List<String> items(JsonNode page) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : page.at("/inventory/items")) {
      items.add(
          item.path("logicalId").asText()
              + " "
              + item.path("currentGeneration")
              + " "
              + item.path("status").asText()
              + " "
              + item.path("assetOwner").asText());
    }
    return items;
  }
}
