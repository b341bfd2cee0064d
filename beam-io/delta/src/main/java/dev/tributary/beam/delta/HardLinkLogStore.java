package dev.tributary.beam.delta;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The log store of local paths. A new version of the log is written beside its place and then hard
 * linked to it, which the operating system does for one writer only; the store that Delta brings
 * checks whether the file exists and renames, and loses commits where two processes write. Writers
 * that use another store on the same table take part in nothing of this.
 *
 * <p>Public because Delta makes it by name. Thread-safe.
 */
public class HardLinkLogStore extends LogStore {

  /**
   * @param configuration required by the contract of a log store
   */
  public HardLinkLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public CloseableIterator<String> read(Path path, Configuration configuration) throws IOException {
    try {
      return new Lines(Files.newBufferedReader(local(path), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      // Delta knows a missing file by this type only, and waits three seconds at any other.
      var missing = new FileNotFoundException("No such file: " + path);
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    java.nio.file.Path target = local(path);
    java.nio.file.Path directory = target.getParent();
    java.nio.file.Path temporary =
        directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeDurably(temporary, actions);
      // Hadoop's readers would hold a checksum of an earlier file against the new one.
      Files.deleteIfExists(directory.resolve("." + target.getFileName() + ".crc"));
      if (overwrite) {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        link(target, temporary);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
    Path directory = path.getParent();
    FileStatus[] files = path.getFileSystem(configuration).listStatus(directory);
    return Arrays.stream(files)
        .filter(file -> !file.getPath().getName().startsWith("."))
        .filter(file -> file.getPath().getName().compareTo(path.getName()) >= 0)
        .sorted(Comparator.comparing(file -> file.getPath().getName()))
        .iterator();
  }

  @Override
  public Path resolvePathOnPhysicalStorage(Path path, Configuration configuration)
      throws IOException {
    return path.getFileSystem(configuration).makeQualified(path);
  }

  /**
   * True, although nothing this store writes can be seen half written: Delta asks only to decide
   * how it writes a checkpoint, which goes past the store. With false it would write it in place,
   * and a process that dies then would leave a table that cannot be read.
   */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
    return true;
  }

  private static void writeDurably(java.nio.file.Path file, Iterator<String> lines)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      while (lines.hasNext()) {
        writer.write(lines.next());
        writer.write('\n');
      }
      writer.flush();
      channel.force(true);
    }
  }

  private static void link(java.nio.file.Path target, java.nio.file.Path temporary)
      throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw new IOException(
          "Cannot commit to "
              + target
              + ": the file system refused a hard link ("
              + e.getMessage()
              + "), without which two writers could overwrite each other. Put the table on a file"
              + " system with hard links, or set delta.logStore.file.impl to a log store that suits"
              + " it.",
          e);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** The lines of a file; the file is read as they are asked for. */
  private static final class Lines implements CloseableIterator<String> {
    private final BufferedReader reader;
    private String next;
    private boolean ready;

    private Lines(BufferedReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      if (!ready) {
        try {
          next = reader.readLine();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        ready = true;
      }
      return next != null;
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ready = false;
      return next;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
