package org.tagma.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** Expectations about failures. */
public final class Failures {
  private Failures() {}

  /** Runs something that fails with this type and exactly this detail. */
  public static void assertFails(ErrorType type, String detail, Executable attempt) {
    OperationFailed failure = assertThrows(OperationFailed.class, attempt);
    assertEquals(detail, failure.detail());
    assertEquals(type, failure.type());
  }
}
