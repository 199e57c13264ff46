package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Jcs;

/**
 * The private identity keys that follow the first, each in a file of its own beside that of the
 * first, whose name goes on with the key's thumbprint.
 */
@ApplicationScoped
public class IdentityFiles {
  private final Path first;

  /** For the container's proxy only. */
  protected IdentityFiles() {
    first = null;
  }

  @Inject
  public IdentityFiles(KeeperConfiguration configuration) {
    this(configuration.identityKey());
  }

  IdentityFiles(Path first) {
    this.first = first.toAbsolutePath();
  }

  /** Keeps a key, for its owner's eyes only; it is on stable storage afterwards. */
  public void store(KeeperIdentity identity) throws IOException {
    byte[] jwk;
    try {
      jwk = Jcs.canonical(identity.privateJwk());
    } catch (DecodingException e) {
      throw new IllegalStateException("a key has a canonical form", e);
    }
    try (FileChannel channel =
        FileChannel.open(
            file(identity.publicKey().participant()),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer content = ByteBuffer.wrap(jwk);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    try (FileChannel directory = FileChannel.open(first.getParent())) {
      directory.force(true);
    }
  }

  /**
   * The key of that thumbprint.
   *
   * @throws IOException when there is none, or its file is damaged
   */
  public KeeperIdentity load(Participant participant) throws IOException {
    try {
      KeeperIdentity identity =
          KeeperIdentity.fromJwk(
              participant.number(), Jcs.parse(Files.readAllBytes(file(participant))));
      if (identity.publicKey().participant().equals(participant)) {
        return identity;
      }
    } catch (DecodingException e) {
      throw new IOException("not a private Ed25519 JWK", e);
    }
    throw new IOException("another key than the file's name says");
  }

  private Path file(Participant participant) {
    return first.resolveSibling(first.getFileName() + "." + participant.thumbprint().base64Url());
  }
}
