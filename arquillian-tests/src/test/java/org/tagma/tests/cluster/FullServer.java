package org.tagma.tests.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A domain of the full Payara Server that is one keeper, driven by its own {@code asadmin}. */
final class FullServer {
  /** What {@code --portbase} adds for the first HTTP listener, and for the administration. */
  static final int HTTP = 80;

  private static final int ADMINISTRATION = 48;
  private static final String DOMAIN = "tagma";
  private static final long PATIENCE_MINUTES = 5;

  private final Path server;
  private final Path domains;
  private final int portBase;
  private final Map<String, String> configuration;

  /**
   * A server that is not made yet.
   *
   * @param server where the distribution is unpacked
   * @param domains an empty directory
   * @param portBase its client port less {@link #HTTP}
   * @param keeper the keeper's settings, which it gets as environment variables
   */
  FullServer(Path server, Path domains, int portBase, Properties keeper) {
    this.server = server;
    this.domains = domains;
    this.portBase = portBase;
    this.configuration = new TreeMap<>();
    keeper
        .stringPropertyNames()
        .forEach(name -> configuration.put(variable(name), keeper.getProperty(name)));
  }

  /** As MicroProfile Config looks for it. */
  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Makes the domain, starts it with a listener for peers, and deploys the EAR. */
  void start(int peerPort, Path ear) throws IOException, InterruptedException {
    asadmin(
        "create-domain",
        "--nopassword",
        "--domaindir",
        domains.toString(),
        "--portbase",
        Integer.toString(portBase),
        DOMAIN);
    Path domain = domains.resolve(DOMAIN).resolve("config/domain.xml");
    Files.writeString(domain, local(Files.readString(domain)));
    asadmin("start-domain", "--domaindir", domains.toString(), DOMAIN);
    remotely(
        "create-http-listener",
        "--listeneraddress",
        "127.0.0.1",
        "--listenerport",
        Integer.toString(peerPort),
        "--default-virtual-server",
        "server",
        "peer-listener");
    remotely("deploy", "--name", "tagma", ear.toString());
  }

  /** Listens on this machine only, and looks for no other server. */
  private static String local(String domain) {
    return domain
        .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
        .replaceAll("(<network-listener )(?![^>]*address=)", "$1address=\"127.0.0.1\" ")
        .replace(
            "<hazelcast-config-specific-configuration",
            "<hazelcast-config-specific-configuration enabled=\"false\"");
  }

  /** What the server has logged. */
  String log() throws IOException {
    return Files.readString(domains.resolve(DOMAIN).resolve("logs/server.log"));
  }

  /** Ends the domain. */
  void stop() throws IOException, InterruptedException {
    asadmin("stop-domain", "--force", "--domaindir", domains.toString(), DOMAIN);
  }

  private void remotely(String... command) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("--port", Integer.toString(portBase + ADMINISTRATION)));
    all.addAll(List.of(command));
    asadmin(all.toArray(String[]::new));
  }

  private void asadmin(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-jar",
                server.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "--interactive=false"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(domains, "asadmin", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(configuration);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          String.join(" ", arguments) + ": " + Files.readString(output, StandardCharsets.UTF_8));
    }
  }
}
