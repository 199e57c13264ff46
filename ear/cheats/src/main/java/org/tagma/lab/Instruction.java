package org.tagma.lab;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tagma.protocols.keeper.KeeperConfiguration;

/**
 * The cheat that this keeper was told to play: the name in the file {@code cheat} of its home. Read
 * each time, so that it takes effect at once and lasts across a restart.
 */
@ApplicationScoped
public class Instruction {
  private final Path file;

  /** For the container's proxy only. */
  protected Instruction() {
    file = null;
  }

  @Inject
  public Instruction(KeeperConfiguration configuration) {
    this(configuration.home());
  }

  Instruction(Path home) {
    file = home.resolve("cheat");
  }

  /** A name of the catalogue; empty when this keeper is honest. */
  public String cheat() {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException honest) {
      return "";
    } catch (IOException e) {
      throw new IllegalStateException("this keeper cannot read whether it lies", e);
    }
  }
}
