package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The peer's work as a whole process. */
public final class PeerProcess {
  /** What it does with a table. */
  enum Action {
    LOAD,
    MERGE
  }

  private PeerProcess() {}

  static List<String> arguments(Action action, Path scratch, Path table, Input input) {
    return Stream.concat(
            Stream.of(
                action.name(),
                scratch.toString(),
                table.toString(),
                input.shape().name(),
                input.meaning().name()),
            input.files().stream().map(Path::toString))
        .toList();
  }

  /** Takes what {@link #arguments} gives. */
  public static void main(String[] arguments) {
    Path table = Path.of(arguments[2]);
    var input =
        new Input(
            Shape.valueOf(arguments[3]),
            Input.Meaning.valueOf(arguments[4]),
            Arrays.stream(arguments).skip(5).map(Path::of).toList());
    try (Peer peer = Peer.start(Path.of(arguments[1]))) {
      switch (Action.valueOf(arguments[0])) {
        case LOAD -> peer.load(input, table);
        case MERGE -> peer.merge(input, table);
      }
    }
  }
}
