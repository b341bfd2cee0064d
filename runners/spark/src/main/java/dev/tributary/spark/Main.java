package dev.tributary.spark;

import java.util.Arrays;

/** The {@code tributary} command with SparkRunner as its runner, unless another is named. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Logging.beQuietByDefault();
    dev.tributary.cli.Main.main(withRunner(arguments));
  }

  private static String[] withRunner(String[] arguments) {
    boolean isRun = arguments.length > 0 && arguments[0].equals("run");
    if (!isRun || Arrays.stream(arguments).anyMatch(argument -> argument.startsWith("--runner"))) {
      return arguments;
    }
    String[] extended = new String[arguments.length + 1];
    extended[0] = arguments[0];
    extended[1] = "--runner=SparkRunner";
    System.arraycopy(arguments, 1, extended, 2, arguments.length - 1);
    return extended;
  }
}
