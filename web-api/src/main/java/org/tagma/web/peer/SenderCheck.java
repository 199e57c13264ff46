package org.tagma.web.peer;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import org.tagma.protocols.audit.OperationLog;
import org.tagma.protocols.audit.RejectionCounts;
import org.tagma.protocols.audit.Rejections;
import org.tagma.protocols.audit.Rejections.Rejection;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.CertifiedSender;
import org.tagma.web.http.Exchange;
import org.tagma.web.problem.Problems;

/**
 * With mutual TLS, a keeper is heard over its own certificate alone: a message of another is turned
 * away and recorded, many as one. After the limit of the body, which makes it an array.
 */
@Provider
@Priority(Priorities.ENTITY_CODER + 1)
public class SenderCheck implements ContainerRequestFilter {
  private static final OperationLog LOG = OperationLog.of(SenderCheck.class);
  private static final int LONGEST_SUBJECT = 255;
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  @Context private HttpServletRequest http;
  @Inject private KeeperConfiguration configuration;
  @Inject private Rejections rejections;
  @Inject private RejectionCounts counts;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (configuration.tls().isEmpty()) {
      return;
    }
    Optional<X509Certificate> certificate = certificate();
    Optional<String> objection =
        certificate.isEmpty()
            ? Optional.of("keepers show a certificate")
            : objection(certificate.get(), request.getEntityStream());
    if (objection.isPresent()) {
      Exchange exchange = Exchange.of(http);
      OperationFailed denied = new OperationFailed(ErrorType.ACCESS_DENIED, objection.get());
      record(exchange, certificate, denied);
      request.abortWith(Problems.response(exchange, denied));
    }
  }

  /** Leaves the body to be read again, and no copy of the credential in it. */
  private Optional<String> objection(X509Certificate certificate, InputStream entity)
      throws IOException {
    byte[] body = entity.readAllBytes();
    try {
      entity.reset();
      return new CertifiedSender(configuration.cluster()).objection(certificate, body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private Optional<X509Certificate> certificate() {
    return http.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(chain[0])
        : Optional.empty();
  }

  private void record(
      Exchange exchange, Optional<X509Certificate> certificate, OperationFailed denied) {
    // the names of keepers are few, and whoever has none counts as one
    String subject =
        certificate.filter(this::isOfCluster).map(SenderCheck::name).orElse("no keeper");
    counts
        .rejected(subject)
        .ifPresent(
            count ->
                write(
                    exchange,
                    new Rejection(
                        Rejection.DENIED,
                        exchange.operationId(),
                        certificate.map(SenderCheck::name).orElse(null),
                        exchange.method(),
                        exchange.target(),
                        exchange.remoteAddress(),
                        denied.type().status(),
                        denied.type().name(),
                        denied.detail() + "; refused since the last record: " + count)));
  }

  private boolean isOfCluster(X509Certificate certificate) {
    var keeper = CertifiedSender.keeper(certificate);
    return keeper.isPresent() && configuration.cluster().member(keeper.getAsInt()).isPresent();
  }

  /** The subject of the certificate, such as {@code CN=keeper-2}; a long one is cut short. */
  private static String name(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
  }

  private void write(Exchange exchange, Rejection rejection) {
    try {
      rejections.record(rejection);
    } catch (RuntimeException unwritten) {
      // the request is refused either way: the answer stands, the log keeps the gap
      LOG.failed(
          Level.SEVERE,
          exchange.operationId(),
          "was rejected and could not be recorded",
          unwritten);
    }
  }
}
