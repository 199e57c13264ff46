package org.tagma.protocols.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.wire.Jws;

/**
 * Whether a body may come from the holder of a certificate: a keeper brings what it has signed
 * itself. Envelopes of others, which a coordinator relays, stand inside and are not looked at.
 */
public final class CertifiedSender {
  /** Where the bodies between keepers have the messages of their sender. */
  private static final List<String> MESSAGES =
      List.of("open", "round", "viewRequest", "close", "probe", "key", "destruction", "tokenUse");

  private final Cluster cluster;

  public CertifiedSender(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The keeper that a certificate names as the common name of its subject; empty if none. */
  public static OptionalInt keeper(X509Certificate certificate) {
    try {
      String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
      List<Rdn> names =
          new LdapName(subject)
              .getRdns().stream().filter(rdn -> rdn.getType().equalsIgnoreCase("CN")).toList();
      return names.size() == 1
          ? OptionalInt.of(KeeperName.number(names.get(0).getValue().toString()))
          : OptionalInt.empty();
    } catch (InvalidNameException | DecodingException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Why this body is not the holder's; empty if it may be, or is nothing that a keeper has signed,
   * which whoever reads it will say.
   */
  public Optional<String> objection(X509Certificate certificate, byte[] body) {
    OptionalInt holder = keeper(certificate);
    if (holder.isEmpty() || cluster.member(holder.getAsInt()).isEmpty()) {
      return Optional.of("the certificate names no keeper of this cluster");
    }
    int keeper = holder.getAsInt();
    return signers(body).stream()
        .filter(signer -> signer != keeper)
        .findFirst()
        .map(
            signer ->
                "the certificate is of "
                    + KeeperName.of(keeper)
                    + ", the message of "
                    + KeeperName.of(signer));
  }

  /** Whom the messages name; that they did sign is checked where they are read. */
  private static List<Integer> signers(byte[] body) {
    JsonNode json;
    try {
      json = Jcs.parse(body);
    } catch (DecodingException notJson) {
      return List.of();
    }
    return MESSAGES.stream()
        .map(json::path)
        .filter(JsonNode::isTextual)
        .flatMap(message -> signer(message.textValue()).stream())
        .toList();
  }

  private static Optional<Integer> signer(String compact) {
    try {
      return Optional.of(Jws.parse(compact).from());
    } catch (DecodingException noMessage) {
      return Optional.empty();
    }
  }
}
