package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.tagma.persistence.identity.IdentityKey;
import org.tagma.persistence.identity.IdentityKeyRepository;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.keeper.IdentityFiles;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.wire.KeyStatement;

/**
 * The identity keys that follow those which cluster.json pins: this keeper's own, of which it tells
 * the others until each has heard, and those of others, whose statements prove themselves whoever
 * brings them (DESIGN section 4, "Trust root").
 */
@ApplicationScoped
public class KeySuccessions {
  private static final Logger LOG = System.getLogger(KeySuccessions.class.getName());
  private static final String PATH = "/peer/v1/identities";
  private static final String STATEMENTS = "statements";
  private static final int MOST = 1_000; // later keys of one keeper
  private static final int NO_CONTENT = 204;

  private final IdentityKeyRepository rows;
  private final IdentityFiles files;
  private final Cluster cluster;
  private final KeeperIdentity identity;
  private final KeyRing ring;
  private final HostedSessions sessions;
  private final AuditTrail audit;
  private final PeerLinks links;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, List<String>> told = new ConcurrentHashMap<>();
  private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
  private final Lock succession = new ReentrantLock(); // while others are told, they may tell, too

  /** For the container's proxy only. */
  protected KeySuccessions() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public KeySuccessions(
      IdentityKeyRepository rows,
      IdentityFiles files,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing ring,
      HostedSessions sessions,
      AuditTrail audit,
      PeerLinks links) {
    this.rows = rows;
    this.files = files;
    this.cluster = cluster;
    this.identity = identity;
    this.ring = ring;
    this.sessions = sessions;
    this.audit = audit;
    this.links = links;
  }

  /**
   * Goes on with what is stored, before anything is signed.
   *
   * @throws IOException when the private key of today is missing or damaged
   */
  void load() throws IOException {
    List<String> statements = new ArrayList<>(stored());
    while (statements.removeIf(this::follows)) {
      // a statement follows from one before it, in whatever order they are stored
    }
    if (!statements.isEmpty()) {
      throw new IOException("a stored statement about an identity key is damaged");
    }
    Participant own = identity.publicKey().participant();
    boolean followed = ring.find(own.number(), own.thumbprint()).isPresent();
    if (followed && !ring.isCurrent(own)) {
      identity.become(files.load(ring.today(own.number())));
    }
  }

  private List<String> stored() {
    return rows.all().stream().map(IdentityKey::statement).filter(Objects::nonNull).toList();
  }

  private boolean follows(String statement) {
    try {
      KeyStatement.take(statement, cluster.id(), ring);
      return true;
    } catch (DecodingException notYet) {
      return false;
    }
  }

  /**
   * Signs with a new key from now on, once it is durable and the others that can be reached have
   * heard of it. Sessions that name the key of before are over.
   *
   * @return who has not heard yet, and is told when it can be reached
   * @throws IOException when the private key could not be stored, or the key of today is none that
   *     another can follow: nothing was done
   */
  public Set<Integer> succeed() throws IOException {
    succession.lock();
    try {
      return follow();
    } finally {
      succession.unlock();
    }
  }

  private Set<Integer> follow() throws IOException {
    Optional<KeyStatement> begun = begun();
    KeyStatement statement = begun.isPresent() ? begun.get() : next();
    KeeperIdentity next = files.load(statement.next().participant());
    List<String> chain = new ArrayList<>(own());
    chain.add(statement.compact());
    Set<Integer> untold = deliver(chain);
    try {
      ring.take(statement.before(), next.publicKey(), statement.compact());
    } catch (DecodingException e) {
      throw new IllegalStateException("the own next key does not follow", e);
    }
    identity.become(next);
    sessions.host().leaveAll();
    return untold;
  }

  /** What an attempt before this one has stored after all: a key is followed by one. */
  private Optional<KeyStatement> begun() {
    Participant today = identity.publicKey().participant();
    for (String stored : stored()) {
      try {
        KeyStatement statement = KeyStatement.read(stored, cluster.id(), ring);
        if (statement.before().equals(today)) {
          return Optional.of(statement);
        }
      } catch (DecodingException later) {
        // it follows from one that nobody knows yet
      }
    }
    return Optional.empty();
  }

  /** A new key, stored. */
  private KeyStatement next() throws IOException {
    KeeperIdentity next = KeeperIdentity.generate(identity.keeper(), random);
    KeyStatement statement = KeyStatement.sign(cluster.id(), identity.now(), next);
    try {
      checkNew(statement);
    } catch (DecodingException e) {
      throw new IOException("no key can follow that of today", e);
    }
    files.store(next);
    rows.save(row(statement)).await();
    return statement;
  }

  private Set<Integer> deliver(List<String> chain) {
    Set<Integer> untold = new TreeSet<>(links.peers());
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int peer : links.peers()) {
      sent.add(send(peer, chain).toCompletableFuture());
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .exceptionally(bug -> null) // the key is stored: there is no way back
        .join();
    untold.removeIf(peer -> chain.equals(told.get(peer)));
    return untold;
  }

  /** Tells whoever has not confirmed the latest key of this keeper. */
  void tell() {
    List<String> chain = own();
    if (!chain.isEmpty()) {
      for (int peer : links.peers()) {
        if (!chain.equals(told.get(peer)) && underWay.add(peer)) {
          CompletionStage<?> unused =
              send(peer, chain).whenComplete((done, failure) -> underWay.remove(peer));
        }
      }
    }
  }

  private CompletionStage<Void> send(int peer, List<String> chain) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode statements = json.putArray(STATEMENTS);
    chain.forEach(statements::add);
    return links
        .notice(peer, PATH, json.toString().getBytes(StandardCharsets.UTF_8))
        .thenAccept(
            reply -> {
              if (reply instanceof PeerReply.Answered answered && answered.status() == NO_CONTENT) {
                told.put(peer, chain);
              }
            });
  }

  private List<String> own() {
    return ring.statements(List.of(identity.keeper()));
  }

  /**
   * Takes the statements that somebody brings, in their order. What this keeper has not known
   * before is durable afterwards, and audited.
   *
   * @throws DecodingException when one does not prove itself, or is about this keeper and not by it
   */
  void take(byte[] body) throws DecodingException {
    Members members = Members.of(Jcs.parse(body));
    List<String> statements = members.texts(STATEMENTS, MOST);
    members.end();
    for (String compact : statements) {
      take(KeyStatement.read(compact, cluster.id(), ring));
    }
  }

  /** Whether the key follows, and its keeper has not had more than anybody keeps. */
  private void checkNew(KeyStatement statement) throws DecodingException {
    ring.with(statement.before(), statement.next(), statement.compact());
    if (ring.chain(statement.next().keeper()).size() > MOST) {
      throw new DecodingException("a keeper with more keys than anybody needs");
    }
  }

  private synchronized void take(KeyStatement statement) throws DecodingException {
    Participant next = statement.next().participant();
    if (ring.find(next.number(), next.thumbprint()).isPresent()) {
      ring.with(statement.before(), statement.next(), statement.compact()); // or it is no such key
      return;
    }
    try {
      checkNew(statement);
    } catch (DecodingException refused) {
      LOG.log(
          Level.WARNING,
          "an identity key of {0} names a next one that cannot follow: somebody else may have it",
          KeeperName.of(next.number()));
      throw refused;
    }
    if (next.number() == identity.keeper()) {
      LOG.log(Level.ERROR, "somebody else has named a next identity key of this keeper");
      throw new DecodingException("not a statement of this keeper");
    }
    rows.save(row(statement)).await();
    ring.take(statement.before(), statement.next(), statement.compact());
    audit.append(AuditEntry.succeeded(statement.next().kid())).await();
  }

  private IdentityKey row(KeyStatement statement) {
    return new IdentityKey(
        KeeperName.of(statement.next().keeper()),
        statement.next().thumbprint().base64Url(),
        statement.next().jwk().toString(),
        statement.compact(),
        clock.millis());
  }
}
