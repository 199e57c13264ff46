package org.tagma.persistence;

import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one writer of a keeper's database. Units of work run in the order of their submission; those
 * that wait while a commit is under way share the next one (group commit), and each caller goes on
 * only when the commit that holds its unit is on stable storage. A unit that nobody hurries for
 * rides along with the next one, or is written after a moment. A unit that fails costs its
 * neighbours a repetition, never their result.
 */
public final class DurableWriter implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(DurableWriter.class.getName());
  private static final int MOST_QUEUED = 4096;
  private static final int MOST_IN_ONE_COMMIT = 256;
  private static final int MOST_ATTEMPTS = 8;
  private static final long DRAIN_SECONDS = 20;

  /** How long a unit that may ride along waits for another to ride with. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Wakes a thread that waits for work, so that it sees the writer is closed. */
  private static final Submission<Void> WAKE = new Submission<>(entities -> null, true);

  private final Transactions transactions;
  private final long patienceNanos;
  private final BlockingQueue<Submission<?>> queue = new LinkedBlockingQueue<>(MOST_QUEUED);
  private final Thread thread;
  private volatile boolean open = true;
  private volatile boolean failing;

  /** Starts the writer's thread. */
  public DurableWriter(Transactions transactions, ThreadFactory threads) {
    this(transactions, threads, PATIENCE_NANOS);
  }

  DurableWriter(Transactions transactions, ThreadFactory threads, long patienceNanos) {
    this.transactions = transactions;
    this.patienceNanos = patienceNanos;
    this.thread = threads.newThread(this::writeUntilClosed);
    this.thread.start();
  }

  /** Queues the unit; a full queue or a closed writer fails it with {@link StorageUnavailable}. */
  public <T> Durable<T> submit(UnitOfWork<T> unit) {
    return submit(new Submission<>(unit, true));
  }

  /** The same for a unit that can wait for the next one, 50 ms at the most. */
  public <T> Durable<T> submitPatiently(UnitOfWork<T> unit) {
    return submit(new Submission<>(unit, false));
  }

  private <T> Durable<T> submit(Submission<T> submission) {
    if (!open) {
      return Durable.failed(new StorageUnavailable("the writer is closed"));
    }
    if (!queue.offer(submission)) {
      return Durable.failed(new StorageUnavailable(MOST_QUEUED + " writes are waiting already"));
    }
    if (!thread.isAlive() && queue.remove(submission)) {
      return Durable.failed(new StorageUnavailable("the writer is closed"));
    }
    return new Durable<>(submission.result);
  }

  /** Whether the last commit failed for want of storage. */
  public boolean failing() {
    return failing;
  }

  /** How many units the thread has not taken yet. */
  int queued() {
    return queue.size();
  }

  /** Takes no more work, writes what is queued, and ends the thread. */
  @Override
  public void close() {
    open = false;
    queue.offer(WAKE);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failAll(drained(MOST_QUEUED), new StorageUnavailable("the writer is closed"));
  }

  private void writeUntilClosed() {
    try {
      while (open || !queue.isEmpty()) {
        List<Submission<?>> batch = gathered();
        batch.remove(WAKE);
        try {
          if (!batch.isEmpty()) {
            write(batch);
          }
        } catch (RuntimeException | Error e) { // a bug of ours must not leave callers waiting
          failAll(batch, e);
        }
      }
    } catch (InterruptedException e) {
      open = false;
      failAll(drained(MOST_QUEUED), new StorageUnavailable("the writer was interrupted"));
    }
  }

  /** What goes into the next commit, in the order of its submission. */
  private List<Submission<?>> gathered() throws InterruptedException {
    List<Submission<?>> batch = new ArrayList<>();
    batch.add(queue.take());
    long until = System.nanoTime() + patienceNanos;
    while (true) {
      queue.drainTo(batch, MOST_IN_ONE_COMMIT - batch.size());
      if (batch.size() == MOST_IN_ONE_COMMIT || batch.stream().anyMatch(s -> s.urgent)) {
        return batch;
      }
      Submission<?> next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      batch.add(next);
    }
  }

  private void write(List<Submission<?>> batch) {
    try {
      transactions.write(
          entities -> {
            batch.forEach(submission -> submission.run(entities));
            return null;
          });
      settle(batch);
    } catch (LockConflict e) {
      writeOneByOne(batch);
    } catch (StorageUnavailable e) {
      refuse(batch, e);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        failAll(batch, e);
      } else {
        writeOneByOne(batch);
      }
    }
  }

  private void writeOneByOne(List<Submission<?>> batch) {
    List<Submission<?>> committed = new ArrayList<>();
    for (Submission<?> submission : batch) {
      try {
        writeAlone(submission);
        committed.add(submission);
      } catch (StorageUnavailable e) {
        refuse(List.of(submission), e);
      } catch (RuntimeException | Error e) {
        failAll(List.of(submission), e);
      }
    }
    if (!committed.isEmpty()) {
      settle(committed);
    }
  }

  /** Small transactions do not wait for each other for long: what conflicts is tried again. */
  private void writeAlone(Submission<?> submission) {
    for (int attempt = 1; ; attempt++) {
      try {
        transactions.write(
            entities -> {
              submission.run(entities);
              return null;
            });
        return;
      } catch (LockConflict e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void settle(List<Submission<?>> committed) {
    try {
      transactions.sync();
    } catch (StorageUnavailable e) {
      refuse(committed, e);
      return;
    }
    if (failing) {
      failing = false;
      LOGGER.log(Level.INFO, "storage is available again");
    }
    committed.forEach(Submission::complete);
  }

  private void refuse(List<Submission<?>> batch, StorageUnavailable reason) {
    if (!failing) {
      failing = true; // one line for one outage
      LOGGER.log(Level.ERROR, reason.getMessage());
    }
    failAll(batch, reason);
  }

  private List<Submission<?>> drained(int most) {
    List<Submission<?>> rest = new ArrayList<>();
    queue.drainTo(rest, most);
    return rest;
  }

  private static void failAll(List<Submission<?>> batch, Throwable reason) {
    batch.forEach(submission -> submission.result.completeExceptionally(reason));
  }

  private static final class Submission<T> {
    private final UnitOfWork<T> unit;
    private final boolean urgent;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    Submission(UnitOfWork<T> unit, boolean urgent) {
      this.unit = unit;
      this.urgent = urgent;
    }

    void run(EntityManager entities) {
      value = unit.run(entities);
    }

    void complete() {
      result.complete(value);
    }
  }
}
