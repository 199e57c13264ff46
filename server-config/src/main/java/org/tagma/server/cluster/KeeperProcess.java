package org.tagma.server.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The operating system's process of one keeper. A pid by itself proves nothing, since pids are used
 * again: a process is taken for the keeper's only while its command line carries the keeper's mark.
 */
final class KeeperProcess {
  private static final long POLL_MILLIS = 50;
  private static final int STOP_POLLS = 100;

  private final ProcessHandle handle;

  private KeeperProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /** The JVM option that marks the process of the keeper with this directory. */
  static String mark(Path keeperDirectory) {
    return "-Dtagma.keeper=" + keeperDirectory;
  }

  /** The process whose pid the file holds, if it lives and carries the mark. */
  static Optional<KeeperProcess> recorded(Path pidFile, Path keeperDirectory)
      throws ClusterFailure {
    String mark = mark(keeperDirectory);
    return pid(pidFile)
        .flatMap(ProcessHandle::of)
        .filter(h -> carries(h, mark))
        .map(KeeperProcess::new);
  }

  /** Looks through all processes: a start that was cut short leaves one without a pid file. */
  static Optional<KeeperProcess> search(Path keeperDirectory) {
    String mark = mark(keeperDirectory);
    return ProcessHandle.allProcesses()
        .filter(handle -> carries(handle, mark))
        .findFirst()
        .map(KeeperProcess::new);
  }

  private static Optional<Long> pid(Path file) throws ClusterFailure {
    try {
      return Optional.of(Long.valueOf(Files.readString(file).strip()));
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ClusterFailure("cannot read " + file, e);
    }
  }

  /** A process that has ended has no command line any more, collected by its parent or not. */
  private static boolean carries(ProcessHandle handle, String mark) {
    return handle
        .info()
        .commandLine()
        .filter(line -> (line + " ").contains(" " + mark + " "))
        .isPresent();
  }

  long pid() {
    return handle.pid();
  }

  /**
   * Whether it runs, or is still giving back what it held: the ports of a killed process are free
   * when its last thread has ended, even if its parent has not collected it yet.
   */
  boolean alive() {
    return handle.isAlive()
        && !status().map(status -> status.state() == 'Z' && status.threads() <= 1).orElse(false);
  }

  /** Whether it was stopped by SIGSTOP; false where the system does not tell. */
  boolean paused() {
    return status().map(status -> status.state() == 'T').orElse(false);
  }

  /**
   * State and number of threads, fields 3 and 20 of proc(5)'s stat; the name before them may hold
   * anything.
   */
  private record Status(char state, int threads) {
    static Status parse(String stat) {
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new Status(fields[0].charAt(0), Integer.parseInt(fields[17]));
    }
  }

  private Optional<Status> status() {
    try {
      return Optional.of(
          Status.parse(Files.readString(Path.of("/proc", Long.toString(pid()), "stat"))));
    } catch (IOException goneOrNoSuchSystem) {
      return Optional.empty();
    }
  }

  /** SIGKILL. */
  void kill() {
    if (alive()) {
      handle.destroyForcibly();
    }
  }

  /** SIGTERM. */
  void terminate() {
    if (alive()) {
      handle.destroy();
    }
  }

  /** SIGSTOP; returns when it has stopped, where the system tells. */
  void pause() throws ClusterFailure {
    signal("STOP");
    for (int polls = 0; polls < STOP_POLLS && alive() && !paused(); polls++) {
      pause(POLL_MILLIS);
    }
  }

  /** SIGCONT. */
  void resume() throws ClusterFailure {
    signal("CONT");
  }

  /** Whether it ended within this time; returns as soon as it has. */
  boolean ended(Duration within) throws ClusterFailure {
    long deadline = System.nanoTime() + within.toNanos();
    while (alive()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pause(POLL_MILLIS);
    }
    return true;
  }

  static void pause(long millis) throws ClusterFailure {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure("interrupted", e);
    }
  }

  /** Java has no call for these signals, and bare machines have no kill but the shell's own. */
  private void signal(String name) throws ClusterFailure {
    if (!alive()) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new ClusterFailure("cannot send SIG" + name + " to process " + pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure("interrupted", e);
    }
  }
}
