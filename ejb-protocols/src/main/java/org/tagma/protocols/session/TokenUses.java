package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.tokens.TokenUse;
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.persistence.tokens.TokenVerdict;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.SignedBodies;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.transcript.Bytes;

/**
 * A token for one request serves one request of one coordinator on this keeper, with all its
 * operations, attempts and rounds, and no other one, across restarts too. A coordinator says which
 * one that is to all keepers before any of them sees the token, so that none can have another
 * keeper take it for something else. What a keeper says of a token that it has not seen binds
 * nobody: it cannot prove it, and is on record with it once the token comes.
 */
@ApplicationScoped
public class TokenUses {
  /** How many tokens another keeper may use of which this one sees nothing, at a time. */
  static final int MOST = 100_000;

  private static final Logger LOG = System.getLogger(TokenUses.class.getName());
  private static final String PATH = "/peer/v1/token-uses";

  private final TokenUseRepository uses;
  private final KeeperIdentity identity;
  private final SignedBodies bodies;
  private final PeerLinks links;
  private final AuditTrail audit;
  private final Clock clock;
  private volatile Map<String, Long> noted = new ConcurrentHashMap<>();

  /** For the container's proxy only. */
  protected TokenUses() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public TokenUses(
      TokenUseRepository uses,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing keys,
      PeerLinks links,
      AuditTrail audit) {
    this(uses, cluster, identity, keys, links, audit, Clock.systemUTC());
  }

  TokenUses(
      TokenUseRepository uses,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing keys,
      PeerLinks links,
      AuditTrail audit,
      Clock clock) {
    this.uses = uses;
    this.identity = identity;
    this.bodies = new SignedBodies("tokenUse", cluster, identity, keys);
    this.links = links;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Uses a token for an operation of another keeper or of this one, durably; false, and on record,
   * when it serves another request.
   *
   * @throws StorageUnavailable when that could not be made durable: the token is not to be taken
   */
  public boolean use(TokenBinding token, int coordinator, String operationId) {
    Optional<TokenUse> earlier = earlier(token, coordinator, operationId);
    earlier.ifPresent(
        use ->
            audit
                .append(
                    AuditEntry.contested(
                        operationId,
                        new AuditEntry.Outcome(
                            ErrorType.UNAUTHENTICATED.status(),
                            ErrorType.UNAUTHENTICATED.name(),
                            use.coordinator() + " uses the token for " + use.operationId())))
                .await());
    return earlier.isEmpty();
  }

  /**
   * The same for an operation that this keeper coordinates; all others that can be reached have
   * heard of it then. What they answer is of no account: who has seen another use refuses anyway.
   */
  public boolean use(TokenBinding token, String operationId) {
    boolean free = earlier(token, identity.keeper(), operationId).isEmpty();
    if (free) {
      TokenUse own = use(token, KeeperName.of(identity.keeper()), operationId);
      CompletableFuture.allOf(
              links.peers().stream()
                  .map(peer -> links.notice(peer, PATH, notice(peer, own)).toCompletableFuture())
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    return free;
  }

  private Optional<TokenUse> earlier(TokenBinding token, int coordinator, String operationId) {
    TokenVerdict verdict =
        uses.use(use(token, KeeperName.of(coordinator), operationId), said -> founded(token, said))
            .await();
    for (TokenUse unfounded : verdict.unfounded()) {
      String details =
          unfounded.coordinator()
              + " said to use the token for "
              + unfounded.operationId()
              + ", and had not seen it";
      LOG.log(
          Level.WARNING, "{0} said to use a token that it had not seen", unfounded.coordinator());
      audit
          .append(AuditEntry.contested(operationId, new AuditEntry.Outcome(null, null, details)))
          .await();
    }
    return verdict.earlier();
  }

  private static TokenUse use(TokenBinding token, String coordinator, String operationId) {
    String first = RequestContext.first(operationId);
    return new TokenUse(
        token.token(),
        coordinator,
        first,
        token.proof(coordinator, first).base64Url(),
        token.expiresAt());
  }

  private static boolean founded(TokenBinding token, TokenUse said) {
    return token.proof(said.coordinator(), said.operationId()).base64Url().equals(said.proof());
  }

  private byte[] notice(int peer, TokenUse own) {
    TokenNotice notice =
        new TokenNotice(
            digest(own.token()), digest(own.proof()), own.operationId(), own.expiresAt());
    return bodies.to(peer, notice).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes digest(String text) {
    try {
      return Bytes.fromBase64Url(text);
    } catch (DecodingException e) {
      throw new IllegalStateException("a token is named and proved by digests", e);
    }
  }

  /**
   * Takes the notice of another keeper, for as long as a token can be good.
   *
   * @throws DecodingException when it is none of a keeper of this cluster for this one
   * @throws OperationFailed OVERLOADED when that keeper uses too many tokens
   */
  void take(byte[] body) throws DecodingException, OperationFailed {
    Signed<TokenNotice> signed = bodies.read(body, TokenNotice.KIND);
    String coordinator = KeeperName.of(signed.from());
    long count = noted.merge(coordinator, 1L, Long::sum);
    if (count > MOST) {
      throw new OperationFailed(
          ErrorType.OVERLOADED, "you use more tokens for one request than this keeper remembers");
    }
    TokenNotice notice = signed.content();
    uses.note(
            new TokenUse(
                notice.token().base64Url(),
                coordinator,
                notice.operationId(),
                notice.proof().base64Url(),
                Math.min(notice.expiresAt(), clock.millis() + TokenBinding.LONGEST_MILLIS)))
        .await();
  }

  /**
   * Forgets tokens that were not taken any more before the given moment.
   *
   * @param before epoch milliseconds
   */
  void forget(long before) {
    uses.forget(before).await();
    noted = new ConcurrentHashMap<>(uses.noted());
    noted.forEach(
        (keeper, count) -> {
          if (count >= MOST) {
            LOG.log(Level.WARNING, "{0} uses too many tokens for one request to be heard", keeper);
          }
        });
  }
}
