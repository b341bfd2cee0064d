package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A writer in a process of its own, which does what it is told while the test's own writer waits:
 * runs epochs as we do, or commits to the table as another engine does, through Delta Standalone.
 */
final class OtherWriter {
  private static final String DONE = "done";

  /** What a writer can be told. */
  enum Work {
    /** Loads the first two epochs of the script. */
    LOAD,
    /** Adds a row of a key that nobody else has. */
    APPEND,
    /** Gives all rows of the keys 2 and 4 another name. */
    UPDATE,
    /** Writes all files as one, which changes no row. */
    COMPACT
  }

  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;

  OtherWriter() throws IOException {
    process =
        OtherProcess.builder(OtherWriter.class)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Has work done on a table and returns when it is committed. */
  void has(Work work, Path directory, WriteMode mode) {
    orders.println(work + " " + mode + " " + directory);
    try {
      String answer = answers.readLine();
      if (!DONE.equals(answer)) {
        throw new IllegalStateException("Cannot " + work + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void end() throws InterruptedException {
    orders.close();
    process.waitFor();
  }

  public static void main(String[] arguments) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = in.readLine(); order != null; order = in.readLine()) {
      String[] words = order.split(" ", 3);
      var script = new EpochScript(Path.of(words[2]), WriteMode.valueOf(words[1]));
      switch (Work.valueOf(words[0])) {
        case LOAD -> script.load(2, EpochStep.Listener.NONE);
        case APPEND -> append(script);
        case UPDATE -> rewrite(script, true);
        case COMPACT -> rewrite(script, false);
      }
      System.out.println(DONE);
    }
  }

  private static void append(EpochScript script) throws IOException {
    TableSnapshot table = snapshot(script);
    List<Object[]> rows = new ArrayList<>();
    rows.add(row(table, 1000, "theirs", 1));
    commit(script, List.of(file(script, rows).toAdd()));
  }

  /** Replaces all files by one, of the rows as they are or with a name changed. */
  private static void rewrite(EpochScript script, boolean isUpdate) throws IOException {
    TableSnapshot table = snapshot(script);
    List<Object[]> rows = new ArrayList<>();
    for (DataFile file : table.files()) {
      rows.addAll(
          DataFiles.read(
              new TableLayout(script.table().toString()).resolve(file.path()), table.schema()));
    }
    rows.sort(Comparator.comparing(row -> (Long) row[0]));
    for (Object[] row : rows) {
      if (isUpdate && (row[0].equals(2L) || row[0].equals(4L))) {
        row[1] = Values.binary("theirs");
      }
    }
    List<Action> actions = new ArrayList<>();
    DataFile written = file(script, rows);
    actions.add(isUpdate ? written.toAdd() : written.toRearrangement());
    for (AddFile file : log(script).snapshot().getAllFiles()) {
      actions.add(file.remove(System.currentTimeMillis(), isUpdate));
    }
    commit(script, actions);
  }

  private static Object[] row(TableSnapshot table, long id, String name, long sequence) {
    // In a table with history it is valid from its sequence on.
    var row = new Object[table.schema().getFieldNames().length];
    row[0] = id;
    row[1] = Values.binary(name);
    row[2] = sequence;
    if (row.length > 3) {
      row[3] = sequence;
    }
    return row;
  }

  private static DataFile file(EpochScript script, List<Object[]> rows) throws IOException {
    return new ForeignWriter(script.target()).unsorted(snapshot(script).schema(), rows);
  }

  private static void commit(EpochScript script, List<Action> actions) {
    log(script)
        .startTransaction()
        .commit(actions, new Operation(Operation.Name.UPDATE), "Somebody/1");
  }

  private static TableSnapshot snapshot(EpochScript script) throws IOException {
    return DeltaTable.open(DataFiles.CONF, script.table().toString()).snapshot().orElseThrow();
  }

  private static DeltaLog log(EpochScript script) {
    var configuration = new Configuration();
    configuration.set("delta.logStore.file.impl", HardLinkLogStore.class.getName());
    return DeltaLog.forTable(configuration, script.table().toString());
  }
}
