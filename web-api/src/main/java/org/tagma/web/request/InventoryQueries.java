package org.tagma.web.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Inventory.Place;
import org.tagma.protocols.operation.Inventory.Query;
import org.tagma.threshold.key.CertificateContent;

/** The parameters of {@code GET /compliance/inventory}. */
public final class InventoryQueries {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final Pattern PLACE = Pattern.compile("1 ([a-z0-9:-]{1,255}) ([1-9][0-9]{0,8})");

  private InventoryQueries() {}

  /** Which page is asked for. */
  public static Query page(String query) throws OperationFailed {
    QueryReader reader =
        QueryReader.of(query, "logicalId", "historical", "lastSeen", "limit", "assetOwner");
    Optional<String> logicalId = reader.present("logicalId");
    if (logicalId.isPresent()) {
      KeyId.checked(logicalId.get(), "logicalId");
    }
    Optional<String> owner = reader.present("assetOwner");
    if (owner.isPresent() && !CertificateContent.isOwner(owner.get())) {
      throw new OperationFailed(
          ErrorType.INVALID_ASSET_OWNER,
          "query parameter 'assetOwner' has to be 1 to 255 printable characters");
    }
    Optional<Place> after = Optional.empty();
    if (reader.present("lastSeen").isPresent()) {
      after = Optional.of(place(reader.present("lastSeen").get()));
    }
    return new Query(
        logicalId,
        owner,
        reader.flag("historical"),
        after,
        reader.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
  }

  /** The text for a place, which only {@link #page} reads. */
  public static String cursor(Place place) {
    String text = "1 " + place.logicalId() + " " + place.generation();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Place place(String cursor) throws OperationFailed {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      Matcher parts = PLACE.matcher(text);
      if (parts.matches()) {
        Place place = new Place(parts.group(1), Integer.parseInt(parts.group(2)));
        if (cursor(place).equals(cursor)) {
          return place;
        }
      }
    } catch (IllegalArgumentException notOurs) {
      // told below
    }
    throw new OperationFailed(
        ErrorType.INVALID_CURSOR, "query parameter 'lastSeen' is none that this keeper gave");
  }
}
