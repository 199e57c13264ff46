package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.tagma.protocols.keeper.SealFailure.Reason;

/** Where the password of a key store comes from, or the PIN of a token. */
@FunctionalInterface
interface StorePassword {
  /** The password, the caller's to erase. */
  char[] read() throws SealFailure, IOException;

  /** The first line of a file, in UTF-8. */
  static StorePassword inFile(Path file) {
    return () -> {
      byte[] line = KeyFile.line(file, Reason.PASSWORD_MISSING);
      CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line));
      try {
        return Arrays.copyOf(chars.array(), chars.limit());
      } finally {
        Arrays.fill(line, (byte) 0);
        Arrays.fill(chars.array(), '\0');
      }
    };
  }

  /** A variable of the environment, which the platform holds as a String for ever. */
  static StorePassword inEnvironment(Supplier<Optional<String>> variable) {
    return () ->
        variable.get().orElseThrow(() -> new SealFailure(Reason.PASSWORD_MISSING)).toCharArray();
  }
}
