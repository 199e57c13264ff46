package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.moduli.AuxCertificate;

/** Passes certificates on to keepers that may need them; what they do with them is their affair. */
@ApplicationScoped
public class CertificateNotices {
  private static final String PATH = "/peer/v1/certificates";

  private final PeerLinks links;
  private final StoredKeys keys;
  private final KeeperConfiguration configuration;

  /** For the container's proxy only. */
  protected CertificateNotices() {
    this(null, null, null);
  }

  @Inject
  public CertificateNotices(PeerLinks links, StoredKeys keys, KeeperConfiguration configuration) {
    this.links = links;
    this.keys = keys;
    this.configuration = configuration;
  }

  /** Sends one to a peer. */
  CompletionStage<PeerReply> send(int peer, Certificate certificate) {
    return send(peer, certificate.toJson());
  }

  /** Sends that of an epoch of moduli to a peer. */
  CompletionStage<PeerReply> send(int peer, AuxCertificate certificate) {
    return send(peer, certificate.toJson());
  }

  private CompletionStage<PeerReply> send(int peer, JsonNode json) {
    return links.notice(peer, PATH, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives one that has been checked to these keepers, this one perhaps among them, and waits until
   * each has answered or is late.
   */
  public void deliver(Collection<Integer> keepers, Certificate certificate) {
    List<CompletableFuture<PeerReply>> sent = new ArrayList<>();
    for (int keeper : keepers) {
      if (keeper == configuration.number()) {
        take(certificate);
      } else {
        sent.add(send(keeper, certificate).toCompletableFuture());
      }
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  private void take(Certificate certificate) {
    try {
      keys.take(certificate);
    } catch (DecodingException e) {
      throw new IllegalStateException("a certificate that was checked a moment ago", e);
    }
  }
}
