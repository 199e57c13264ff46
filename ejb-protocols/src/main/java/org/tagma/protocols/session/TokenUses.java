package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.tokens.TokenUse;
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;

/**
 * A token for one request serves one operation of one coordinator on this keeper, with all its
 * attempts and rounds, and no other one, across restarts too. A coordinator says which one that is
 * to all keepers before any of them sees the token, so that none can have another keeper take it
 * for something else.
 */
@ApplicationScoped
public class TokenUses {
  private static final String PATH = "/peer/v1/token-uses";
  private static final String MESSAGE = "tokenUse";

  private final TokenUseRepository uses;
  private final Cluster cluster;
  private final KeeperIdentity identity;
  private final KeyRing keys;
  private final PeerLinks links;

  /** For the container's proxy only. */
  protected TokenUses() {
    this(null, null, null, null, null);
  }

  @Inject
  public TokenUses(
      TokenUseRepository uses,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing keys,
      PeerLinks links) {
    this.uses = uses;
    this.cluster = cluster;
    this.identity = identity;
    this.keys = keys;
    this.links = links;
  }

  /**
   * Uses a token for an operation, durably; false when it served another one.
   *
   * @throws StorageUnavailable when that could not be made durable: the token is not to be taken
   */
  public boolean use(TokenBinding token, int coordinator, String operationId) {
    return used(token.token(), coordinator, operationId, token.expiresAt());
  }

  /**
   * The same for an operation that this keeper coordinates; all others that can be reached have
   * heard of it then. What they answer is of no account: who has seen another use refuses anyway.
   */
  public boolean use(TokenBinding token, String operationId) {
    boolean used = use(token, identity.keeper(), operationId);
    if (used) {
      TokenNotice notice =
          new TokenNotice(
              name(token), operationId, Math.min(token.expiresAt(), TokenNotice.LATEST));
      CompletableFuture.allOf(
              links.peers().stream()
                  .map(peer -> links.notice(peer, PATH, body(peer, notice)).toCompletableFuture())
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    return used;
  }

  /**
   * Takes the notice of another keeper.
   *
   * @throws DecodingException when it is none of a keeper of this cluster for this one
   */
  void take(byte[] body) throws DecodingException {
    Members members = Members.of(Jcs.parse(body));
    Signed<TokenNotice> notice =
        Signed.readOfToday(members.text(MESSAGE), TokenNotice.KIND, cluster.id(), keys);
    members.end();
    if (notice.to() != identity.keeper()) {
      throw new DecodingException("a message for another keeper");
    }
    TokenNotice content = notice.content();
    used(content.token().base64Url(), notice.from(), content.operationId(), content.expiresAt());
  }

  private boolean used(String token, int coordinator, String operationId, long expiresAt) {
    return uses.use(new TokenUse(token, KeeperName.of(coordinator), operationId, expiresAt))
        .await();
  }

  private byte[] body(int to, TokenNotice notice) {
    String message = Signed.sign(identity, cluster.id(), to, notice).compact();
    return JsonNodeFactory.instance
        .objectNode()
        .put(MESSAGE, message)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes name(TokenBinding token) {
    try {
      return Bytes.fromBase64Url(token.token());
    } catch (DecodingException e) {
      throw new IllegalStateException("a token's name is no digest", e);
    }
  }
}
