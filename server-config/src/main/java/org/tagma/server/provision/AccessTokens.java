package org.tagma.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.PrivateFiles;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/** The token file of the keepers, which holds the SHA-256 of each token and no token. */
public final class AccessTokens {
  private static final int TOKEN_BYTES = 32;
  private static final int MOST = 10_000;

  private AccessTokens() {}

  /**
   * Adds a subject with a fresh token to the file, which is made if there is none.
   *
   * @return the token: 32 random bytes as base64url, said here and never again
   */
  public static String add(Path file, String subject, List<String> permissions)
      throws ClusterFailure {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Bytes.of(random).base64Url();
    try {
      ObjectNode tokens = read(file);
      for (JsonNode entry : tokens.get("tokens")) {
        if (entry.path("subject").asText().equals(subject)) {
          throw new ClusterFailure(file + " has a token for " + subject + " already");
        }
      }
      ObjectNode entry = tokens.withArray("tokens").addObject().put("subject", subject);
      entry.put("tokenSha256", Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex());
      permissions.forEach(entry.putArray("permissions")::add);
      PrivateFiles.write(file, new String(Jcs.canonical(tokens), StandardCharsets.UTF_8) + "\n");
      return token;
    } catch (IOException e) {
      throw new ClusterFailure("cannot write " + file + ": " + e.getMessage(), e);
    } catch (DecodingException e) {
      throw new ClusterFailure(file + " is no token file: " + e.getMessage(), e);
    }
  }

  private static ObjectNode read(Path file) throws IOException, DecodingException {
    if (!Files.exists(file)) {
      ObjectNode none = JsonNodeFactory.instance.objectNode();
      none.putArray("tokens");
      return none;
    }
    JsonNode json = Jcs.parse(Files.readAllBytes(file));
    Members members = Members.of(json);
    members.array("tokens", MOST);
    members.end();
    return (ObjectNode) json;
  }
}
