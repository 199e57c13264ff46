package org.tagma.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperProcessTest {
  @TempDir private Path directory;
  private Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void takesNoProcessWithoutTheMarkForTheKeepers() throws Exception {
    start("-Dtagma.keeper=" + directory + "1");
    record(process.pid());
    assertEquals(Optional.empty(), KeeperProcess.recorded(pidFile(), directory));

    record(ProcessHandle.current().pid());
    assertEquals(Optional.empty(), KeeperProcess.recorded(pidFile(), directory));
  }

  @Test
  void knowsTheKeepersProcessByPidAndMark() throws Exception {
    start("-Dtagma.keeper=" + directory);
    record(process.pid());

    assertEquals(process.pid(), KeeperProcess.recorded(pidFile(), directory).orElseThrow().pid());
  }

  @Test
  void findsAProcessWhosePidWasNeverWritten() throws Exception {
    start("-Dtagma.keeper=" + directory);

    assertEquals(Optional.empty(), KeeperProcess.recorded(pidFile(), directory));
    assertEquals(process.pid(), KeeperProcess.search(directory).orElseThrow().pid());
  }

  @Test
  void takesAnUnreadablePidForNone() throws Exception {
    Files.writeString(pidFile(), "half a p");

    assertEquals(Optional.empty(), KeeperProcess.recorded(pidFile(), directory));
  }

  @Test
  void stopsContinuesAndKills() throws Exception {
    start("-Dtagma.keeper=" + directory);
    KeeperProcess keeper = KeeperProcess.search(directory).orElseThrow();

    keeper.pause();
    assertEquals(true, keeper.paused());
    keeper.resume();
    while (keeper.paused()) {
      Thread.onSpinWait();
    }
    keeper.pause();
    keeper.kill();

    assertEquals(true, keeper.ended(Duration.ofSeconds(10)));
    assertEquals(false, keeper.alive());
  }

  @Test
  void saysThatAProcessHasNotEnded() throws Exception {
    start("-Dtagma.keeper=" + directory);

    assertEquals(false, KeeperProcess.search(directory).orElseThrow().ended(Duration.ZERO));
  }

  /** A shell that waits for a line that never comes. */
  private void start(String mark) throws IOException {
    process = new ProcessBuilder("sh", "-c", "read line", mark, "end").start();
  }

  private void record(long pid) throws IOException {
    Files.writeString(pidFile(), pid + "\n");
  }

  private Path pidFile() {
    return directory.resolve("pid");
  }
}
