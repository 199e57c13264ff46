package org.tagma.protocols.peer;

import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tagma.threshold.identity.KeeperName;

/**
 * Trusts the keeper that is called, and no other: the authorities vouch for its certificate, and
 * the certificate names the keeper whose address it is. So no credential leaves for the wrong one.
 */
final class NamedPeers extends X509ExtendedTrustManager {
  private static final int HTTPS_PORT = 443;

  private final X509ExtendedTrustManager authorities;
  private final Map<String, Integer> keepers;

  /**
   * @param keepers the number of the keeper at each {@link #place}
   */
  NamedPeers(X509ExtendedTrustManager authorities, Map<String, Integer> keepers) {
    this.authorities = authorities;
    this.keepers = Map.copyOf(keepers);
  }

  /** {@code host:port} of an address. */
  static String place(URI address) {
    return place(address.getHost(), address.getPort() < 0 ? HTTPS_PORT : address.getPort());
  }

  private static String place(String host, int port) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT) + ":" + port;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, engine);
    Integer expected = keepers.get(place(engine.getPeerHost(), engine.getPeerPort()));
    if (expected == null || CertifiedSender.keeper(chain[0]).orElse(0) != expected) {
      throw new CertificateException(
          expected == null
              ? "no keeper is known at this address"
              : "the certificate does not name " + KeeperName.of(expected));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw addressUnknown();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw addressUnknown();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw addressUnknown();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw addressUnknown();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw addressUnknown();
  }

  /** Peers are called, through an engine that knows their address; nobody else is trusted. */
  private static CertificateException addressUnknown() {
    return new CertificateException("not a call to a keeper");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
