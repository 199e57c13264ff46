package org.tagma.protocols.peer;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tagma.threshold.identity.KeeperName;

/**
 * Mutual TLS from this keeper to the others, TLS 1.3 (RFC 8446) alone. A keeper's certificate has
 * its name, {@code keeper-N}, as the common name of the subject, and the host of its address among
 * the alternative names. Who signed a message is still told by the signature inside.
 */
public final class PeerTls {
  private static final String PROTOCOL = "TLSv1.3";

  /** Seconds after which a peer has to show its certificate again. */
  private static final int SESSION_SECONDS = 300;

  private final SSLContext context;
  private final X509Certificate certificate;

  private PeerTls(SSLContext context, X509Certificate certificate) {
    this.context = context;
    this.certificate = certificate;
  }

  /**
   * The one place where the context is made.
   *
   * @param own this keeper's number; {@code keeper-N} is the alias of its entry
   * @param keys with this keeper's private key and chain
   * @param password of that entry; the caller's to erase
   * @param trusted the authorities of the keepers' certificates
   * @param peers where which other keeper listens
   * @throws GeneralSecurityException with a message for an operator, when the stores are not fit
   *     for it
   */
  public static PeerTls of(
      int own, KeyStore keys, char[] password, KeyStore trusted, Map<Integer, URI> peers)
      throws GeneralSecurityException {
    String name = KeeperName.of(own);
    KeyStore entry = entry(keys, name, password);
    X509Certificate certificate = (X509Certificate) entry.getCertificate(name);
    if (CertifiedSender.keeper(certificate).orElse(0) != own) {
      throw new KeyStoreException(
          "the certificate "
              + name
              + " does not have this name: its subject is "
              + certificate.getSubjectX500Principal().getName());
    }
    KeyManagerFactory owner = KeyManagerFactory.getInstance("PKIX");
    owner.init(entry, password);
    SSLContext context = SSLContext.getInstance(PROTOCOL);
    TrustManager named = new NamedPeers(authorities(trusted), names(peers));
    context.init(owner.getKeyManagers(), new TrustManager[] {named}, null);
    context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
    return new PeerTls(context, certificate);
  }

  /** What a connection to a peer insists on. */
  static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {PROTOCOL});
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 section 4.3.4
    return parameters;
  }

  SSLContext context() {
    return context;
  }

  /** This keeper's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** A store with this one entry: there is no other key to choose. */
  private static KeyStore entry(KeyStore keys, String alias, char[] password)
      throws GeneralSecurityException {
    if (!keys.isKeyEntry(alias) || !(keys.getCertificate(alias) instanceof X509Certificate)) {
      throw new KeyStoreException("there is no private key with a certificate named " + alias);
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    try {
      one.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("an empty store is read from nowhere", e);
    }
    var protection = new KeyStore.PasswordProtection(password);
    one.setEntry(alias, keys.getEntry(alias, protection), protection);
    return one;
  }

  private static X509ExtendedTrustManager authorities(KeyStore trusted)
      throws GeneralSecurityException {
    if (trusted.size() == 0) {
      throw new KeyStoreException("there is no certificate of an authority");
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new KeyStoreException("this JVM checks no X.509 certificates");
  }

  private static Map<String, Integer> names(Map<Integer, URI> peers) {
    Map<String, Integer> names = new HashMap<>();
    peers.forEach((number, address) -> names.put(NamedPeers.place(address), number));
    return names;
  }
}
