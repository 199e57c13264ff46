package org.tagma.threshold.identity;

import java.util.regex.Pattern;
import org.tagma.threshold.group.DecodingException;

/** A keeper is a number from 1 to 65535 in transcripts and {@code keeper-N} in JSON. */
public final class KeeperName {
  /** The largest keeper number (spec/protocols.md 1). */
  public static final int MAX_NUMBER = 65_535;

  private static final Pattern FORM = Pattern.compile("keeper-([1-9][0-9]{0,4})");

  private KeeperName() {}

  /** {@code keeper-N}. */
  public static String of(int number) {
    return "keeper-" + number;
  }

  /** The number in {@code keeper-N}; no leading zero, at most {@value #MAX_NUMBER}. */
  public static int number(String name) throws DecodingException {
    var matcher = FORM.matcher(name);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_NUMBER) {
      throw new DecodingException("not a keeper name");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
