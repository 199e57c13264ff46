package org.tagma.persistence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A value that counts only once the transaction that wrote it is on stable storage. Submit what
 * belongs together first and await it afterwards: then it shares one commit.
 *
 * @param <T> the value
 */
public final class Durable<T> {
  private static final long PATIENCE_SECONDS = 30;

  private final CompletableFuture<T> future;

  Durable(CompletableFuture<T> future) {
    this.future = future;
  }

  /** Something that already failed, or was refused before it reached the database. */
  public static <T> Durable<T> failed(RuntimeException failure) {
    return new Durable<>(CompletableFuture.failedFuture(failure));
  }

  /**
   * Waits until the value is durable.
   *
   * @throws StorageUnavailable when it could not be made durable within 30 seconds: the caller must
   *     act as if it was not written
   * @throws RuntimeException what the unit of work itself threw
   */
  public T await() {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (TimeoutException e) {
      throw new StorageUnavailable("no commit within " + PATIENCE_SECONDS + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailable("interrupted while waiting for a commit");
    }
  }

  /**
   * The same as a stage. It completes on the writer's thread: dependents that block or compute must
   * be attached with the async methods. They see a failure as the cause of a CompletionException.
   */
  public CompletionStage<T> stage() {
    return future.minimalCompletionStage();
  }

  /** This value seen through a cheap, pure function. */
  public <U> Durable<U> map(Function<? super T, ? extends U> function) {
    return new Durable<>(future.thenApply(function));
  }

  /** The given value when the schema refused the row, see {@link RowConflict}. */
  public Durable<T> onConflict(T value) {
    return new Durable<>(
        future.exceptionally(
            failure -> {
              if (unwrap(failure) instanceof RowConflict) {
                return value;
              }
              throw new CompletionException(unwrap(failure));
            }));
  }

  private static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static RuntimeException rethrow(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
