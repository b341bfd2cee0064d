package dev.tributary.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The most memory that processes had at once, all of it and not heap alone. Linux keeps the figure
 * while a process lives, so that one look shortly before its end is enough.
 */
final class PeakMemory {
  /** proc(5): "peak resident set size", in kB. */
  private static final String PEAK = "VmHWM:";

  private Long bytes;

  /** Looks at a process, which may have ended. */
  void lookAt(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (Stream<String> lines = Files.lines(status)) {
      lines
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .forEach(found -> bytes = bytes == null ? found : Math.max(bytes, found));
    } catch (IOException | UncheckedIOException e) {
      // It has ended, or the system is another one: what was seen so far stands.
    }
  }

  /** The most that was seen; null if nothing was. */
  Long bytes() {
    return bytes;
  }
}
