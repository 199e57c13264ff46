package org.tagma.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

/**
 * Makes and reads the files of a local cluster: identities, seal keys, trust root, tokens,
 * settings.
 */
final class ClusterFiles {
  private static final int SEAL_KEY_BYTES = 32;

  private final ClusterHome home;

  ClusterFiles(ClusterHome home) {
    this.home = home;
  }

  boolean exist() {
    return Files.exists(home.clusterFile());
  }

  /**
   * New identities and seal keys for keepers 1 to n, and the trust root that pins them; the latter
   * is written last.
   */
  void create(int threshold, List<KeeperPorts> ports, String token, boolean tls)
      throws IOException, DecodingException {
    if (tls) {
      PrivateFiles.directory(home.pki());
    }
    SecureRandom random = new SecureRandom();
    List<Cluster.Member> members = new ArrayList<>();
    for (int number = 1; number <= ports.size(); number++) {
      Path directory = home.keeper(KeeperName.of(number));
      PrivateFiles.directory(directory);
      KeeperIdentity identity = KeeperIdentity.generate(number, random);
      PrivateFiles.write(directory.resolve("identity.jwk"), text(identity.privateJwk()));
      byte[] sealKey = new byte[SEAL_KEY_BYTES];
      random.nextBytes(sealKey);
      PrivateFiles.write(directory.resolve("seal.key"), Bytes.of(sealKey).base64Url() + "\n");
      members.add(new Cluster.Member(number, peerUrl(ports, number), identity.publicKey()));
    }
    PrivateFiles.write(home.tokens(), text(tokens(token)));
    Cluster cluster = Cluster.of(threshold, members);
    if (tls) {
      TestPki.in(home.pki(), Optional.empty()).issue(cluster);
    }
    PrivateFiles.write(home.clusterFile(), text(cluster.toJson()));
  }

  Cluster cluster() throws IOException, DecodingException {
    return Cluster.read(Files.readAllBytes(home.clusterFile()));
  }

  /**
   * Gives the keepers these ports: the peerUrls of the trust root are no part of the cluster's id.
   */
  void address(List<KeeperPorts> ports) throws IOException, DecodingException {
    Cluster cluster = cluster();
    List<Cluster.Member> moved = new ArrayList<>();
    for (Cluster.Member member : cluster.keepers()) {
      moved.add(new Cluster.Member(member.number(), peerUrl(ports, member.number()), member.key()));
      settings(member.number(), ports.get(member.number() - 1));
    }
    PrivateFiles.write(home.clusterFile(), text(Cluster.of(cluster.threshold(), moved).toJson()));
  }

  private void settings(int number, KeeperPorts ports) throws IOException {
    String name = KeeperName.of(number);
    Path directory = home.keeper(name);
    Properties settings = new Properties();
    settings.setProperty("tagma.peer-id", name);
    settings.setProperty("tagma.profile", "local");
    settings.setProperty("tagma.home", directory.toString());
    settings.setProperty("tagma.cluster", home.clusterFile().toString());
    settings.setProperty("tagma.tokens", home.tokens().toString());
    settings.setProperty("tagma.identity-key", directory.resolve("identity.jwk").toString());
    settings.setProperty("tagma.seal.key-file", directory.resolve("seal.key").toString());
    settings.setProperty("tagma.client-port", Integer.toString(ports.client()));
    settings.setProperty("tagma.peer-port", Integer.toString(ports.peer()));
    settings.setProperty("tagma.archives", home.archives().toString());
    if (home.hasTls()) {
      settings.setProperty("tagma.tls.keystore", TestPki.keyStore(home.pki(), name).toString());
      settings.setProperty("tagma.tls.truststore", TestPki.trustStore(home.pki()).toString());
      settings.setProperty("tagma.tls.password.file", TestPki.password(home.pki()).toString());
    }
    if (Files.exists(home.commonSettings())) {
      settings.load(new StringReader(Files.readString(home.commonSettings())));
    }
    PrivateFiles.write(settingsFile(name), text(settings));
  }

  KeeperPorts ports(String name) throws IOException {
    Properties settings = new Properties();
    settings.load(new StringReader(Files.readString(settingsFile(name))));
    return new KeeperPorts(
        Integer.parseInt(settings.getProperty("tagma.client-port")),
        Integer.parseInt(settings.getProperty("tagma.peer-port")));
  }

  private Path settingsFile(String name) {
    return home.keeper(name).resolve("keeper.properties");
  }

  private URI peerUrl(List<KeeperPorts> ports, int number) {
    return home.peerAddress(ports.get(number - 1));
  }

  /** One token may do everything; the auditor's may read and verify the audit and nothing else. */
  private static ObjectNode tokens(String token) {
    ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
    tokens.add(token("tagma-local", token, List.of("tagma.*.*", "tagma.*.*.*")));
    tokens.add(
        token(
            "tagma-auditor",
            "tagma-auditor",
            List.of("tagma.audit.read", "tagma.audit.log.verify")));
    return JsonNodeFactory.instance.objectNode().set("tokens", tokens);
  }

  private static ObjectNode token(String subject, String token, List<String> permissions) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("subject", subject);
    entry.put("tokenSha256", Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex());
    permissions.forEach(entry.putArray("permissions")::add);
    return entry;
  }

  private static String text(JsonNode json) throws DecodingException {
    return new String(Jcs.canonical(json), StandardCharsets.UTF_8) + "\n";
  }

  /** Without the date that {@link Properties} puts first. */
  private static String text(Properties properties) throws IOException {
    StringWriter out = new StringWriter();
    properties.store(out, null);
    return out.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
