package org.tagma.protocols.access;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that come with the JVM, whatever the server has made its default. */
public final class JvmAuthorities {
  private JvmAuthorities() {}

  /**
   * Connections to whom these authorities know; they show no certificate of this keeper.
   *
   * @throws IOException when the JVM's file of authorities can't be read
   */
  public static SSLSocketFactory sockets() throws IOException, GeneralSecurityException {
    File file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile();
    TrustManagerFactory authorities =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(KeyStore.getInstance(file, (char[]) null));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, authorities.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
