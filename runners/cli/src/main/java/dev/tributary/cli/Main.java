package dev.tributary.cli;

/** The {@code tributary} command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int status = Tributary.commandLine().execute(arguments);
    System.out.flush();
    System.err.flush();
    // Runners leave threads behind that are no daemons.
    System.exit(status);
  }
}
