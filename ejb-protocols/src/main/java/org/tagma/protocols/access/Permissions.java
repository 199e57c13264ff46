package org.tagma.protocols.access;

import java.util.List;

/**
 * What a caller may do: permission patterns in which {@code *} stands for one segment and a leading
 * {@code -} denies (spec/api.md).
 *
 * @param patterns the patterns as they stand in the token
 */
public record Permissions(List<String> patterns) {

  public Permissions {
    patterns = List.copyOf(patterns);
  }

  /** Whether a pattern allows this permission and none denies it. */
  public boolean allows(String permission) {
    return patterns.stream().anyMatch(p -> matches(p, permission))
        && patterns.stream()
            .filter(p -> p.startsWith("-"))
            .noneMatch(p -> matches(p.substring(1), permission));
  }

  private static boolean matches(String pattern, String permission) {
    String[] expected = pattern.split("\\.", -1);
    String[] actual = permission.split("\\.", -1);
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!expected[i].equals("*") && !expected[i].equals(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
