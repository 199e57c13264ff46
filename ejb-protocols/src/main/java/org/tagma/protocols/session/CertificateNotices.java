package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.key.Certificate;

/** Passes certificates on to keepers that may need them; what they do with them is their affair. */
@ApplicationScoped
public class CertificateNotices {
  private static final String PATH = "/peer/v1/certificates";

  private final PeerLinks links;

  /** For the container's proxy only. */
  protected CertificateNotices() {
    this(null);
  }

  @Inject
  public CertificateNotices(PeerLinks links) {
    this.links = links;
  }

  /** Sends one to a peer. */
  CompletionStage<PeerReply> send(int peer, Certificate certificate) {
    byte[] json = certificate.toJson().toString().getBytes(StandardCharsets.UTF_8);
    return links.notice(peer, PATH, json);
  }

  /** Sends one to these peers, and waits until each has answered or is late. */
  public void deliver(Collection<Integer> peers, Certificate certificate) {
    List<CompletableFuture<PeerReply>> sent =
        peers.stream().map(peer -> send(peer, certificate).toCompletableFuture()).toList();
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }
}
