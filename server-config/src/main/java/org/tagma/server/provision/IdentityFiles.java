package org.tagma.server.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.PrivateFiles;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;

/**
 * A keeper's identity key, made on its own machine: {@code identity.jwk} stays there, {@code
 * KEEPER.json} goes to whoever makes the {@link TrustRoot}.
 */
public final class IdentityFiles {
  private static final String PRIVATE = "identity.jwk";

  private IdentityFiles() {}

  /**
   * Makes both files in {@code folder}.
   *
   * @param keeper {@code keeper-1} to {@code keeper-16}
   * @return the public one
   * @throws ClusterFailure when there is an identity already: another one would be another keeper
   */
  public static Path create(String keeper, Path folder) throws ClusterFailure {
    Path secret = folder.resolve(PRIVATE);
    if (Files.exists(secret)) {
      throw new ClusterFailure("there is a " + secret + " already");
    }
    try {
      KeeperIdentity identity = KeeperIdentity.generate(number(keeper), new SecureRandom());
      Path open = folder.resolve(keeper + ".json");
      PrivateFiles.directory(folder);
      Files.writeString(open, text(member(keeper, identity.publicKey())));
      PrivateFiles.write(secret, text(identity.privateJwk()));
      return open;
    } catch (DecodingException e) {
      throw new ClusterFailure(keeper + " is no keeper's name, keeper-1 to keeper-16 are", e);
    } catch (IOException e) {
      throw new ClusterFailure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static int number(String keeper) throws DecodingException {
    int number = KeeperName.number(keeper);
    if (number > Cluster.MAX_KEEPERS) {
      throw new DecodingException("more keepers than there are slots for peers");
    }
    return number;
  }

  /** The public key in a file that {@link #create} made. */
  static IdentityKey read(Path file) throws ClusterFailure {
    try {
      Members members = Members.of(Jcs.parse(Files.readAllBytes(file)));
      int number = KeeperName.number(members.text("id"));
      IdentityKey key = IdentityKey.fromJwk(number, members.object("identityJwk"));
      members.end();
      return key;
    } catch (IOException e) {
      throw new ClusterFailure("cannot read " + file, e);
    } catch (DecodingException e) {
      throw new ClusterFailure(file + " is no keeper's public identity: " + e.getMessage(), e);
    }
  }

  private static ObjectNode member(String keeper, IdentityKey key) {
    return JsonNodeFactory.instance.objectNode().put("id", keeper).set("identityJwk", key.jwk());
  }

  private static String text(ObjectNode json) throws DecodingException {
    return new String(Jcs.canonical(json), StandardCharsets.UTF_8) + "\n";
  }
}
