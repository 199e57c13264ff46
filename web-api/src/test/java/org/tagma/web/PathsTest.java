package org.tagma.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A request goes to the class whose path is the longest literal prefix of its own, and to no other
 * (Jakarta RESTful Web Services 3.1 section 3.7.2): so no class may claim the beginning of a path
 * that another one has.
 */
class PathsTest {
  private record Place(Class<?> resource, String path) {}

  private static List<Class<?>> resources() {
    return new ClientApplication()
        .getClasses().stream().filter(c -> c.isAnnotationPresent(Path.class)).toList();
  }

  private static String path(Class<?> resource) {
    return resource.getAnnotation(Path.class).value();
  }

  private static Stream<Place> places(Class<?> resource) {
    String start = path(resource);
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Path.class))
        .map(method -> method.getAnnotation(Path.class).value())
        .map(path -> new Place(resource, start.isEmpty() ? path : start + "/" + path));
  }

  @Test
  void noResourceTakesThePathsOfAnother() {
    List<Place> places = resources().stream().flatMap(PathsTest::places).toList();
    assertTrue(places.size() > resources().size());
    for (Class<?> resource : resources()) {
      String claimed = path(resource) + "/";
      places.stream()
          .filter(place -> place.resource() != resource && claimed.length() > 1)
          .forEach(place -> assertFalse(place.path().startsWith(claimed), resource + ": " + place));
    }
  }
}
