package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Where everything of a table lies. All methods but {@link #resolve} give paths relative to the
 * root, with slashes, as they stand in a state file.
 *
 * @param root the directory of the table: a local path or a Hadoop file system URI
 * @param log which of its logs is meant; all else lies in the same place for both
 */
record TableLayout(String root, TableLog log) implements Serializable {
  static final String LEASE = "_tributary/lease.json";
  static final String STATE = "_tributary/state";
  static final String ATTEMPTS = "_tributary/attempts";
  static final String STAGED = "_tributary/staged";
  static final String TOMBSTONES = "_tributary/tombstones";
  static final String HIDDEN = "_tributary/hidden";
  private static final String REJECTED_SUFFIX = "__rejected";
  private static final String STATE_SUFFIX = ".json";
  private static final Pattern STATE_FILE =
      Pattern.compile("(\\d{1,18})-([A-Za-z0-9]+)" + Pattern.quote(STATE_SUFFIX));
  private static final Pattern WRITTEN_FILE =
      Pattern.compile("(?:part-)?(\\d{1,18}-[A-Za-z0-9]+)-\\d+(?:\\.zstd)?\\.parquet");

  TableLayout {
    if (root.isBlank()) {
      throw new IllegalArgumentException("Invalid table root: it is blank");
    }
    Objects.requireNonNull(log, "log");
  }

  /** The layout of a table that is read and written by its own log. */
  TableLayout(String root) {
    this(root, TableLog.MAIN);
  }

  /** The same table by one of its logs. */
  TableLayout by(TableLog other) {
    return new TableLayout(root, other);
  }

  /** What Delta is to take for the table's root. */
  String logRoot() {
    return log == TableLog.MAIN ? root : resolve(log.directory()).toString();
  }

  /** The layout of the table of the records that this one could not take. */
  TableLayout rejected() {
    return new TableLayout(root.replaceFirst("/+$", "") + REJECTED_SUFFIX);
  }

  Path resolve(String relative) {
    // Not Path's constructor for parent and child, which takes "a:b" for a URI of the scheme "a".
    return isAbsolute(relative)
        ? new Path(relative)
        : new Path(new Path(root) + Path.SEPARATOR + relative);
  }

  /** Whether a path of a data file names a file outside the table, as a shallow clone's do. */
  static boolean isAbsolute(String path) {
    return path.startsWith("/") || path.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  }

  String dataFile(Attempt attempt, long n) {
    return dataFilePrefix(attempt.name()) + n + ".zstd.parquet";
  }

  String keyFile(KeyFile.Kind kind, Attempt attempt, long n) {
    return kind.directory() + "/" + attempt.name() + "-" + n + ".parquet";
  }

  /** The directory of what an attempt staged: its change files, and nothing that outlives it. */
  String stagedDirectory(Attempt attempt) {
    return stagedDirectory(attempt.name());
  }

  String stateFile(Attempt attempt) {
    return stateFile(attempt.name());
  }

  String attemptMarker(Attempt attempt) {
    return attemptMarker(attempt.name());
  }

  static String dataFilePrefix(String attemptName) {
    return "part-" + attemptName + "-";
  }

  static boolean isDataFileOf(String attemptName, String fileName) {
    return isNumbered(dataFilePrefix(attemptName), ".zstd.parquet", fileName);
  }

  /** Whether a name is one of a file of tombstones or of hidden members. */
  static boolean isKeyFileOf(String attemptName, String fileName) {
    return isNumbered(attemptName + "-", ".parquet", fileName);
  }

  /** The {@code <epoch>-<id>} in the name of a data file, or of one of tombstones or members. */
  static Optional<String> attemptOfFile(String fileName) {
    Matcher matcher = WRITTEN_FILE.matcher(fileName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static String stagedDirectory(String attemptName) {
    return STAGED + "/" + attemptName;
  }

  static String stateFile(String attemptName) {
    return STATE + "/" + attemptName + STATE_SUFFIX;
  }

  static String attemptMarker(String attemptName) {
    return ATTEMPTS + "/" + attemptName;
  }

  /** The epoch of a state file's name, or empty for any other file. */
  static OptionalLong epochOfState(String fileName) {
    Matcher matcher = STATE_FILE.matcher(fileName);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** The {@code <epoch>-<id>} of a state file's name. */
  static String attemptOfState(String fileName) {
    return fileName.substring(0, fileName.length() - STATE_SUFFIX.length());
  }

  private static boolean isNumbered(String prefix, String suffix, String name) {
    return name.length() > prefix.length() + suffix.length()
        && name.startsWith(prefix)
        && name.endsWith(suffix)
        && name.substring(prefix.length(), name.length() - suffix.length())
            .chars()
            .allMatch(c -> c >= '0' && c <= '9');
  }
}
