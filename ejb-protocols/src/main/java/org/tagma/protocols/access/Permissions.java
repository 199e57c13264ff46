package org.tagma.protocols.access;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a caller may do. A permission is a name of three or four segments, such as {@code
 * tagma.key.{keyId}.sign} or {@code tagma.audit.read}. A grant is a name in which each segment may
 * hold one {@code *} for any run of characters of that segment; with a leading {@code -} it denies,
 * and a denial wins over every grant.
 */
public final class Permissions {
  /** The permission to have all keepers set up new moduli. */
  public static final String MODULI = "tagma.moduli.renew";

  /** The permission to import private keys. */
  public static final String STORAGE = "tagma.storage.write";

  private static final String SEGMENT = "\\.[A-Za-z0-9:_-]*\\*?[A-Za-z0-9:_-]*";
  private static final Pattern GRANT = Pattern.compile("-?tagma(?:" + SEGMENT + "){2,3}");

  private final List<String> grants;
  private final List<Pattern> allowed;
  private final List<Pattern> denied;

  private Permissions(List<String> grants) {
    this.grants = List.copyOf(grants);
    allowed = grants.stream().filter(g -> !denies(g)).map(Permissions::pattern).toList();
    denied = grants.stream().filter(Permissions::denies).map(g -> pattern(g.substring(1))).toList();
  }

  /**
   * Permissions with these grants and denials.
   *
   * @throws IllegalArgumentException naming the first that has not the form above
   */
  public static Permissions of(List<String> grants) {
    for (String grant : grants) {
      if (!GRANT.matcher(grant).matches()) {
        throw new IllegalArgumentException("not a permission of three or four segments: " + grant);
      }
    }
    return new Permissions(grants);
  }

  /** Nothing at all. */
  public static Permissions none() {
    return new Permissions(List.of());
  }

  /** The permission to do {@code operation} with a key: {@code tagma.key.{keyId}.{operation}}. */
  public static String key(String keyId, String operation) {
    return "tagma.key." + keyId + "." + operation;
  }

  /** The permission to make a generation of a key: {@code tagma.dkg.create} for CREATE. */
  public static String generation(String mode) {
    return "tagma.dkg." + mode.toLowerCase(Locale.ROOT);
  }

  /** Whether the permission of this exact name is granted and not denied. */
  public boolean allow(String permission) {
    return matchedBy(allowed, permission) && !matchedBy(denied, permission);
  }

  /** The grants and denials as they were given, for /control/me. */
  public List<String> grants() {
    return grants;
  }

  @Override
  public String toString() {
    return grants.toString();
  }

  private static boolean matchedBy(List<Pattern> patterns, String permission) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(permission).matches());
  }

  private static boolean denies(String grant) {
    return grant.startsWith("-");
  }

  private static Pattern pattern(String grant) {
    StringBuilder regex = new StringBuilder();
    for (String literal : grant.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : "[^.]*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString());
  }
}
