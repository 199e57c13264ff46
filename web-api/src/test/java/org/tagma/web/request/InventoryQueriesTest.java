package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Inventory.Place;
import org.tagma.protocols.operation.Inventory.Query;

class InventoryQueriesTest {
  @Test
  void asksForTheFirstOfEverythingUnlessTold() throws OperationFailed {
    Query all = new Query(Optional.empty(), Optional.empty(), false, Optional.empty(), 50);
    assertEquals(all, InventoryQueries.page(null));
    assertEquals(all, InventoryQueries.page("historical=false&lastSeen=&logicalId="));
  }

  @Test
  void readsEveryParameter() throws OperationFailed {
    Place place = new Place("team:key-1", 7);
    String query =
        "logicalId=team:key-1&historical=true&limit=200&assetOwner=the%20treasury&lastSeen="
            + InventoryQueries.cursor(place);
    assertEquals(
        new Query(
            Optional.of("team:key-1"), Optional.of("the treasury"), true, Optional.of(place), 200),
        InventoryQueries.page(query));
  }

  @Test
  void rejectsWhatIsNone() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'limit' has to be an integer from 1 to 200",
        () -> InventoryQueries.page("limit=201"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'historical' has to be true or false",
        () -> InventoryQueries.page("historical=1"));
    assertFails(
        ErrorType.INVALID_ASSET_OWNER,
        "query parameter 'assetOwner' has to be 1 to 255 printable characters",
        () -> InventoryQueries.page("assetOwner=a%0Ab"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown query parameter 'cursor'",
        () -> InventoryQueries.page("cursor=1"));
  }

  @Test
  void rejectsCursorsThatItDidNotGive() {
    String good = InventoryQueries.cursor(new Place("a", 1));
    for (String bad : List.of("a", good + "A", good.substring(1), "MSBhIDA", "**", "AAAA")) {
      assertFails(
          ErrorType.INVALID_CURSOR,
          "query parameter 'lastSeen' is none that this keeper gave",
          () -> InventoryQueries.page("lastSeen=" + bad));
    }
  }
}
