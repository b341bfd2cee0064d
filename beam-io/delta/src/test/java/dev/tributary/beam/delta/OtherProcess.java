package dev.tributary.beam.delta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A test's own code in another Java process. */
final class OtherProcess {
  private OtherProcess() {}

  /** Starts the main method of a class; what it prints goes where the test's output goes. */
  static Process start(Class<?> main, Object... arguments) throws IOException {
    return builder(main, arguments).inheritIO().start();
  }

  static ProcessBuilder builder(Class<?> main, Object... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command);
  }
}
