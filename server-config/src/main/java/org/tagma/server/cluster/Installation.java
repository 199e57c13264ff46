package org.tagma.server.cluster;

import fish.payara.micro.PayaraMicro;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.tagma.server.archive.Cheats;
import org.tagma.server.launch.Launcher;

/**
 * What a keeper's JVM is started from.
 *
 * @param ear the application
 * @param launcher the jar or directory of the launcher's classes
 * @param server the stock Payara Micro jar
 * @param options more options for the JVM
 */
public record Installation(Path ear, Path launcher, Path server, List<String> options) {
  /** Checks nothing; copies the list. */
  public Installation {
    options = List.copyOf(options);
  }

  /**
   * This EAR, with the launcher and the server of the running JVM, and the options that {@code
   * TAGMA_JAVA_OPTIONS} asks for.
   */
  public static Installation of(Path ear) {
    String options = System.getenv().getOrDefault("TAGMA_JAVA_OPTIONS", "").strip();
    return new Installation(
        ear,
        source(Launcher.class),
        source(PayaraMicro.class),
        options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+")));
  }

  /** The same with one more option for the JVM. */
  public Installation with(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Installation(ear, launcher, server, more);
  }

  /** The copies in {@code home} that an earlier {@link #copiedTo} made. */
  public static Installation keptIn(ClusterHome home) {
    Installation running = of(home.ear());
    return running.in(home);
  }

  /**
   * The same from copies in {@code home}, made or renewed where they differ. A copy in use is
   * replaced, not written over, so keepers that run go on with the old one. A home is a lab or it
   * is none, for good: shares that count never meet an EAR whose keepers can be told to lie.
   */
  public Installation copiedTo(ClusterHome home) throws ClusterFailure {
    if (!Files.isReadable(ear)) {
      throw new ClusterFailure("there is no EAR at " + ear + ": run `tagma build`");
    }
    try {
      boolean lab = !Cheats.in(ear).isEmpty();
      if (lab ? home.isInEarnest() : home.isLab()) {
        throw new ClusterFailure(
            home.root()
                + (lab ? " holds no lab: choose another TAGMA_HOME" : " holds a lab: use --lab"));
      }
      Files.createDirectories(home.libraries());
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        copy(Path.of(entry), home.libraries().resolve(Path.of(entry).getFileName()));
      }
      copy(ear, home.ear(lab));
    } catch (IOException e) {
      throw new ClusterFailure(
          "cannot copy the application to " + home.root() + ": " + e.getMessage(), e);
    }
    return in(home);
  }

  private Installation in(ClusterHome home) {
    return new Installation(
        home.ear(),
        home.libraries().resolve(launcher.getFileName()),
        home.libraries().resolve(server.getFileName()),
        options);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
      Path unfinished = Files.createTempFile(to.getParent(), "copy", ".tmp");
      Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  String classPath() {
    return launcher + File.pathSeparator + server;
  }

  /**
   * The access to the JDK's packages that the server's own manifest asks for; read for {@code java
   * -jar} only.
   */
  List<String> accessToJdk() throws ClusterFailure {
    try (JarFile jar = new JarFile(server.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      List<String> options = new ArrayList<>();
      access(options, "--add-exports=", manifest.getValue("Add-Exports"));
      access(options, "--add-opens=", manifest.getValue("Add-Opens"));
      return options;
    } catch (IOException e) {
      throw new ClusterFailure("cannot read the server's jar " + server, e);
    }
  }

  private static void access(List<String> options, String option, String packages) {
    if (packages != null) {
      for (String name : packages.strip().split("\\s+")) {
        options.add(option + name + "=ALL-UNNAMED");
      }
    }
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
