package dev.tributary.beam.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;

/** The files of a table, by their paths relative to its root. Thread-safe. */
final class TableFiles {
  private final TableLayout layout;
  private final FileSystem system;

  TableFiles(Configuration configuration, TableLayout layout) throws IOException {
    this.layout = layout;
    this.system = layout.resolve(".").getFileSystem(configuration);
  }

  /**
   * Writes a file and returns when it is durable.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException if it exists
   */
  void create(String path, String text) throws IOException {
    write(path, text, false);
  }

  /** Writes a file, over one that may be there, and returns when it is durable. */
  void replace(String path, String text) throws IOException {
    write(path, text, true);
  }

  private void write(String path, String text, boolean overwrite) throws IOException {
    // Hadoop's local file system with checksums cannot sync.
    FileSystem syncing = system instanceof LocalFileSystem local ? local.getRaw() : system;
    try (FSDataOutputStream out = syncing.create(layout.resolve(path), overwrite)) {
      EpochStep.TEXT_FILE_OPENED.reached();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      // An object store has it when it is closed, and warns of whoever asks for more.
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  /**
   * @throws FileNotFoundException if there is no such file
   */
  String read(String path) throws IOException {
    try (FSDataInputStream in = system.open(layout.resolve(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What lies directly in a directory; nothing if there is no such directory. */
  List<FileStatus> list(String directory) throws IOException {
    try {
      return List.of(system.listStatus(layout.resolve(directory)));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * @throws FileNotFoundException if there is no such file
   */
  long length(String path) throws IOException {
    return system.getFileStatus(layout.resolve(path)).getLen();
  }

  /** Deletes a file or a directory with all that is in it, and says whether there was one. */
  boolean delete(String path) throws IOException {
    return system.delete(layout.resolve(path), true);
  }
}
