package org.tagma.protocols.peer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for short work that waits for peers or for a commit. They are the container's, but their
 * context is captured once for each thread: a managed executor searches the class path for its
 * providers with each task, which took a sixth of the time of a signature.
 */
@ApplicationScoped
public class KeeperThreads implements Executor {
  private static final int MOST = 512;
  private static final long IDLE_SECONDS = 60;

  @Resource ManagedThreadFactory factory;

  private ExecutorService pool;

  @PostConstruct
  void start() {
    ClassLoader lookups = new ServiceLookups(Thread.currentThread().getContextClassLoader());
    ThreadFactory threads =
        task ->
            factory.newThread(
                () -> {
                  Thread.currentThread().setContextClassLoader(lookups);
                  task.run();
                });
    pool =
        new ThreadPoolExecutor(
            0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  @PreDestroy
  void stop() {
    pool.shutdownNow();
  }

  /**
   * Runs the task at once on a thread of its own.
   *
   * @throws java.util.concurrent.RejectedExecutionException when 512 are running, or the server
   *     stops
   */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }
}
