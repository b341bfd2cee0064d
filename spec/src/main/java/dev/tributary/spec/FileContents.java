package dev.tributary.spec;

import java.io.IOException;
import java.nio.file.Path;

/** Reads whole files; {@link java.nio.file.Files#readAllBytes} but for tests. */
@FunctionalInterface
public interface FileContents {
  /**
   * The bytes of a file.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read
   */
  byte[] read(Path file) throws IOException;
}
