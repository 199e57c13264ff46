package org.tagma.threshold.round;

import java.util.List;
import java.util.function.Supplier;

/** Where a round's independent heavy work runs: the caller chooses. */
public interface Tasks {
  /** One after the other, on the calling thread. */
  Tasks SEQUENTIAL =
      new Tasks() {
        @Override
        public <T> List<T> all(List<Supplier<T>> tasks) {
          return tasks.stream().map(Supplier::get).toList();
        }
      };

  /** The results of {@code tasks}, in their order. */
  <T> List<T> all(List<Supplier<T>> tasks);
}
