package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The wrapped data key in a file of this keeper's state directory. */
@ApplicationScoped
public class SealFile implements SealStore {
  private final Path file;

  /** For the container's proxy only. */
  protected SealFile() {
    file = null;
  }

  @Inject
  public SealFile(KeeperConfiguration configuration) {
    this(configuration.home());
  }

  SealFile(Path home) {
    file = home.resolve("seal");
  }

  @Override
  public Optional<byte[]> load() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public void store(byte[] wrapped) throws IOException {
    Path draft = file.resolveSibling("seal.draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.wrap(wrapped);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.createLink(file, draft); // unlike a move, fails if there is one already
    Files.delete(draft);
    try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }
}
