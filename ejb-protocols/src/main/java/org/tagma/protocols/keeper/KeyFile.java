package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.tagma.protocols.keeper.SealFailure.Reason;

/** A key in a file: 32 bytes as base64url, on one line. */
final class KeyFile implements AutomaticSeal {
  private final Path file;

  /**
   * @param file need not exist yet
   */
  KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public SymmetricKey wrappingKey() throws SealFailure, IOException {
    byte[] line = line(file, Reason.KEY_FILE_MISSING);
    byte[] key = new byte[0];
    try {
      key = Base64.getUrlDecoder().decode(line);
      if (key.length == SymmetricKey.LENGTH) {
        return new SymmetricKey(key.clone());
      }
      throw new SealFailure(Reason.KEY_FILE_INVALID);
    } catch (IllegalArgumentException malformed) {
      throw new SealFailure(Reason.KEY_FILE_INVALID);
    } finally {
      Arrays.fill(line, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The content of a file without the end of its line, the caller's to erase. */
  static byte[] line(Path file, Reason whenMissing) throws SealFailure, IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new SealFailure(whenMissing);
    }
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    try {
      return Arrays.copyOf(text, end);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
