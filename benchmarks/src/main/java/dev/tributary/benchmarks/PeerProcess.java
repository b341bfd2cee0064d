package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The peer's initial load as a whole process: scratch directory, table, and the files to load. */
public final class PeerProcess {
  private PeerProcess() {}

  public static void main(String[] arguments) {
    List<Path> paths = Arrays.stream(arguments).map(Path::of).toList();
    try (Peer peer = Peer.start(paths.get(0))) {
      peer.load(paths.subList(2, paths.size()), paths.get(1));
    }
  }
}
