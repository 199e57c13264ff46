package org.tagma.protocols.access;

/** How many requests this keeper takes from one caller. */
public interface CallerLimits {
  /** Requests a second in the long run; 0 for any number. */
  int requestsPerSecond();

  /** Requests at once of a caller that made none for a while, at least 1. */
  int requestsAtOnce();
}
