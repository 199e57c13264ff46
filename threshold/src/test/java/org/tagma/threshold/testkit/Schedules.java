package org.tagma.threshold.testkit;

/** How many seeded schedules a run of the tests simulates, over all protocols. */
public final class Schedules {
  private static final int USUAL = 10_000;
  private static final int ALL = Integer.getInteger("tagma.schedules", USUAL);
  private static final int FEWEST = 2;

  private Schedules() {}

  /**
   * The share of one test.
   *
   * @param ofTenThousand how many of every ten thousand
   */
  public static int share(int ofTenThousand) {
    return (int) Math.max(FEWEST, (long) ALL * ofTenThousand / USUAL);
  }

  /** Whether there are as many as in every build, or more. */
  static boolean areAll() {
    return ALL >= USUAL;
  }
}
