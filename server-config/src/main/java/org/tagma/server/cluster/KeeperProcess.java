package org.tagma.server.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operating system's process of one keeper. A pid by itself proves nothing, since pids are used
 * again: a process is taken for the keeper's only while its command line carries the keeper's mark.
 */
final class KeeperProcess {
  private static final long POLL_MILLIS = 50;
  private static final int STOP_POLLS = 100;

  private final ProcessHandle handle;
  private final String mark;

  private KeeperProcess(ProcessHandle handle, String mark) {
    this.handle = handle;
    this.mark = mark;
  }

  /** The JVM option that marks the process of the keeper with this directory. */
  static String mark(Path keeperDirectory) {
    return "-Dtagma.keeper=" + keeperDirectory;
  }

  /** A process that was just started. */
  static KeeperProcess started(Process process, Path keeperDirectory) {
    return new KeeperProcess(process.toHandle(), mark(keeperDirectory));
  }

  /** The process whose pid the file holds, if it lives and carries the mark. */
  static Optional<KeeperProcess> recorded(Path pidFile, Path keeperDirectory)
      throws ClusterFailure {
    String mark = mark(keeperDirectory);
    return pid(pidFile)
        .flatMap(ProcessHandle::of)
        .filter(h -> carries(h, mark))
        .map(h -> new KeeperProcess(h, mark));
  }

  /** Looks through all processes: a start that was cut short leaves one without a pid file. */
  static Optional<KeeperProcess> search(Path keeperDirectory) {
    String mark = mark(keeperDirectory);
    return ProcessHandle.allProcesses()
        .filter(handle -> carries(handle, mark))
        .findFirst()
        .map(handle -> new KeeperProcess(handle, mark));
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

  /**
   * A process that has ended but was not yet collected by its parent has no command line any more.
   */
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

  boolean alive() {
    return handle.isAlive() && carries(handle, mark);
  }

  /** Whether it was stopped by SIGSTOP; false where the system does not tell. */
  boolean paused() {
    try {
      return inState('T');
    } catch (IOException gone) {
      return false;
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

  /**
   * Whether it ended within this time; returns as soon as it has, and then its ports are free: a
   * process that was killed loses its command line first and its open files last.
   */
  boolean ended(Duration within) throws ClusterFailure {
    long deadline = System.nanoTime() + within.toNanos();
    while (!over()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pause(POLL_MILLIS);
    }
    return true;
  }

  /** Whether nothing is left of it but, at most, an entry that its parent has not collected yet. */
  private boolean over() {
    if (!handle.isAlive()) {
      return true;
    }
    try (Stream<Path> threads = Files.list(proc("task"))) {
      return inState('Z') && threads.count() == 1;
    } catch (IOException | UncheckedIOException untold) {
      return !alive();
    }
  }

  private boolean inState(char state) throws IOException {
    String stat = Files.readString(proc("stat"));
    return stat.startsWith(" " + state, stat.lastIndexOf(')') + 1);
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
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
