package org.tagma.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
  private static final Path SCRIPT = Path.of("tagma").toAbsolutePath();

  private record Result(int exit, String out, String error) {}

  @TempDir private Path directory;

  @Test
  void isWellFormedShell() throws Exception {
    for (String script : List.of("tagma", "demo.sh")) {
      assertEquals(new Result(0, "", ""), run(Map.of(), "bash", "-n", script));
    }
  }

  @Test
  void saysWhatItCanDo() throws Exception {
    Result result = tagma("help");

    assertEquals(0, result.exit());
    assertEquals("usage: tagma COMMAND", result.out().lines().findFirst().orElse(""));
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    Result result = tagma("dance");

    assertEquals(2, result.exit());
    assertEquals("tagma: no such command: dance", lastLine(result.error()));
  }

  @Test
  void hasNothingToEndInAnEmptyHome() throws Exception {
    assertEquals(
        new Result(0, "there is no cluster in " + directory + "; nothing runs\n", ""),
        tagma("down"));
  }

  @Test
  void saysThatAKeeperHasNoLog() throws Exception {
    assertEquals(
        new Result(1, "", "tagma: there is no " + directory + "/keeper-2/keeper.log\n"),
        tagma("logs", "keeper-2"));
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Result result = run(Map.of("JAVA_HOME", directory.toString()), SCRIPT.toString(), "status");

    assertEquals(
        new Result(1, "", "tagma: no Java found: install a JDK 17, or set JAVA_HOME\n"), result);
  }

  @Test
  void refusesAnOldJava() throws Exception {
    assertEquals(
        new Result(
            1,
            "",
            "tagma: JDK 17 or newer is needed; " + javaOfVersion("11.0.2") + " is version 11\n"),
        run(Map.of("JAVA_HOME", directory.toString()), SCRIPT.toString(), "status"));
  }

  @Test
  void saysWhichJavaItNeedsToBuild() throws Exception {
    String newer = javaOfVersion("25.0.1") + " is version 25";
    assertEquals(
        new Result(
            1,
            "",
            "tagma: building needs a JDK 17 (running does not); " + newer + ": set JAVA_HOME\n"),
        run(Map.of("JAVA_HOME", directory.toString()), SCRIPT.toString(), "build"));
  }

  /** Something in {@code JAVA_HOME} that says it is a Java of that version. */
  private Path javaOfVersion(String version) throws IOException {
    Path java = directory.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2025-01-01' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return java;
  }

  private Result tagma(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = SCRIPT.toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return run(Map.of(), command);
  }

  private Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path error = Files.createTempFile(directory, "error", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(error.toFile());
    builder.environment().put("TAGMA_HOME", directory.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(error));
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (earlier, later) -> later);
  }
}
