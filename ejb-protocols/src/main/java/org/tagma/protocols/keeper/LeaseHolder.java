package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The name under which a state directory holds the lease on its database. A process that comes back
 * in the directory takes up the lease of the one before at once; two at a time can't have the name,
 * since whoever has it holds a lock on its file, which ends with the process.
 */
final class LeaseHolder implements AutoCloseable {
  private static final int LENGTH = 36; // of a UUID

  private final FileChannel file;
  private final String name;

  private LeaseHolder(FileChannel file, String name) {
    this.file = file;
    this.name = name;
  }

  /** The name in {@code path}, made when there is none; empty while another process has it. */
  static Optional<LeaseHolder> of(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() == null) {
        file.close();
        return Optional.empty();
      }
    } catch (OverlappingFileLockException withinThisProcess) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new LeaseHolder(file, name(file)));
  }

  private static String name(FileChannel file) throws IOException {
    ByteBuffer known = ByteBuffer.allocate(LENGTH);
    while (known.hasRemaining() && file.read(known, known.position()) > 0) {}
    if (!known.hasRemaining()) {
      return new String(known.array(), StandardCharsets.US_ASCII);
    }
    String fresh = UUID.randomUUID().toString();
    file.write(ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
    return fresh;
  }

  String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
