package org.tagma.protocols.keeper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Jcs;

/**
 * This keeper's identity key and everybody's public ones. The identity key lies in a file of its
 * own and works while the keeper is sealed (DESIGN section 4, "Trust root").
 */
@ApplicationScoped
public class IdentityKeys {
  private static final Logger LOG = System.getLogger(IdentityKeys.class.getName());
  private final KeeperConfiguration configuration;

  /** For the container's proxy only. */
  protected IdentityKeys() {
    this(null);
  }

  @Inject
  public IdentityKeys(KeeperConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Reads the key file; a key that cluster.json does not pin is used all the same, and heard by
   * nobody.
   */
  @Produces
  @Singleton
  public KeeperIdentity identity() {
    KeeperIdentity identity = read();
    boolean pinned =
        configuration
            .cluster()
            .member(configuration.number())
            .filter(m -> m.key().thumbprint().equals(identity.publicKey().thumbprint()))
            .isPresent();
    if (!pinned) {
      LOG.log(
          Level.ERROR,
          "the identity key of {0} is not the one that cluster.json pins: no keeper will hear it",
          configuration.peerId());
    }
    return identity;
  }

  @Produces
  @Singleton
  public KeyRing keyRing(KeeperIdentity identity) {
    return configuration.cluster().keyRing(identity);
  }

  @Produces
  @Singleton
  public RecordSigner recordSigner(KeeperIdentity identity, KeyRing keys) {
    return RecordSigner.of(identity, keys);
  }

  /**
   * Every identity key ever used by any keeper, as a JWK set (RFC 7517 section 5); a key that is
   * not pinned with the statement that names it.
   */
  public ObjectNode published(KeyRing ring) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ArrayNode keys = set.putArray("keys");
    for (Cluster.Member member : configuration.cluster().keepers()) {
      Iterator<String> statements = ring.statements(List.of(member.number())).iterator();
      for (IdentityKey key : ring.chain(member.number())) {
        ObjectNode jwk = key.jwk().put("kid", key.kid()).put("use", "sig").put("alg", "EdDSA");
        keys.add(
            key.thumbprint().equals(member.key().thumbprint())
                ? jwk
                : jwk.put("statement", statements.next()));
      }
    }
    return set;
  }

  private KeeperIdentity read() {
    try {
      byte[] file = Files.readAllBytes(configuration.identityKey());
      return KeeperIdentity.fromJwk(configuration.number(), Jcs.parse(file));
    } catch (IOException e) {
      throw new InvalidConfiguration(List.of("tagma.identity-key: the file cannot be read"));
    } catch (DecodingException e) {
      throw new InvalidConfiguration(
          List.of("tagma.identity-key: the file is not a private Ed25519 JWK"));
    }
  }
}
