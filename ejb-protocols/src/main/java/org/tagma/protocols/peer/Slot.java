package org.tagma.protocols.peer;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The number of a peer slot, from 1 to 15. */
@Qualifier
@Retention(RUNTIME)
@Target({TYPE, FIELD, PARAMETER})
public @interface Slot {
  int value();

  /** The qualifier as a value, for a look-up by number. */
  final class Literal extends AnnotationLiteral<Slot> implements Slot {
    private static final long serialVersionUID = 1L;
    private final int number;

    public Literal(int number) {
      this.number = number;
    }

    @Override
    public int value() {
      return number;
    }
  }
}
