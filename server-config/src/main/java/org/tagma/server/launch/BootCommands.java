package org.tagma.server.launch;

import java.util.ArrayList;
import java.util.List;

/** The asadmin commands that give a keeper its two listeners (tried on Payara Micro 6.2025.10). */
final class BootCommands {
  private static final String NETWORK = "set configs.config.server-config.network-config.";
  private static final String CLIENT_LISTENER =
      NETWORK + "network-listeners.network-listener.http-listener.";
  private static final String CLIENT_HTTP = NETWORK + "protocols.protocol.http-listener.http.";

  private static final String PEER_PROTOCOL = " peer-protocol";
  private static final String PEER_HTTP = NETWORK + "protocols.protocol.peer-protocol.http.";
  private static final String PEER_SSL = NETWORK + "protocols.protocol.peer-protocol.ssl.";

  /**
   * Seconds for which an idle connection stays open. Longer than the 20 minutes for which
   * java.net.http keeps one in its pool: were the server the first to close, a peer's request could
   * meet a closing connection, and a healthy keeper would look dead.
   */
  private static final int IDLE_SECONDS = 1_800;

  private BootCommands() {}

  /**
   * The data grid stays off: it would listen on every address of the machine, with {@code
   * --nocluster} and {@code --nohazelcast} too. The listener stays closed until there is an
   * application behind it. A DELETE may have a body: a release from quarantine has a reason.
   */
  static List<String> beforeBoot(KeeperSettings settings) {
    return List.of(
        "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false",
        CLIENT_LISTENER + "address=" + settings.address(),
        CLIENT_LISTENER + "enabled=false",
        CLIENT_HTTP + "max-connections=-1",
        CLIENT_HTTP + "allow-payload-for-undefined-http-methods=true",
        CLIENT_HTTP + "timeout-seconds=" + IDLE_SECONDS);
  }

  /**
   * The listener for peers has threads of its own: with one pool for both, clients who wait for a
   * round would take the very threads on which the peers answer it.
   */
  static List<String> afterDeployment(KeeperSettings settings) {
    List<String> commands = new ArrayList<>();
    commands.add(
        "create-threadpool --minthreadpoolsize=4 --maxthreadpoolsize=64 --maxqueuesize=4096 --idletimeout=900"
            + " peer-thread-pool");
    commands.add("create-protocol --securityenabled=" + settings.tls().isPresent() + PEER_PROTOCOL);
    commands.add(
        "create-http --default-virtual-server=server --xpowered=false --max-connection=-1 --timeout-seconds="
            + IDLE_SECONDS
            + PEER_PROTOCOL);
    if (settings.tls().isPresent()) {
      commands.addAll(mutualTls(settings.peerId()));
    }
    commands.add(
        "create-network-listener --address="
            + settings.address()
            + " --listenerport="
            + settings.peerPort()
            + " --protocol=peer-protocol --threadpool=peer-thread-pool peer-listener");
    commands.add(CLIENT_LISTENER + "enabled=true");
    return commands;
  }

  /**
   * TLS 1.3 alone, with the keeper's own entry of its key store; callers show a certificate. Peers
   * speak HTTP/1.1, over TLS too.
   */
  private static List<String> mutualTls(String alias) {
    return List.of(
        PEER_SSL + "cert-nickname=" + alias,
        PEER_SSL + "tls12-enabled=false",
        PEER_SSL + "tls13-enabled=true",
        PEER_SSL + "client-auth=need",
        PEER_SSL + "client-auth-enabled=true",
        PEER_HTTP + "http2-enabled=false");
  }
}
