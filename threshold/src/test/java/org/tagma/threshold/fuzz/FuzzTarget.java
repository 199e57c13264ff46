package org.tagma.threshold.fuzz;

/** What Jazzer calls in a process of its own: one decoder, named by the arguments. */
public final class FuzzTarget {
  private static Decoder decoder;

  private FuzzTarget() {}

  /** Jazzer's, once. */
  public static void fuzzerInitialize(String[] arguments) {
    decoder = Decoder.valueOf(arguments[0]);
  }

  /** Jazzer's, for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    decoder.accepts(input);
  }
}
