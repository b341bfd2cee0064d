package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, which fails when it is told to: once, as a disk does, or at an operation
 * and at all that follow, as if the process had died there. Public, as Hadoop makes it.
 */
public final class FaultyFileSystem extends LocalFileSystem {
  /** Options of a table whose files go through this file system. */
  static final Map<String, String> OPTIONS =
      Map.of(
          "fs.file.impl", FaultyFileSystem.class.getName(), "fs.file.impl.disable.cache", "true");

  private static long left = Long.MAX_VALUE;
  private static boolean forGood;
  private static long operations;

  public FaultyFileSystem() {
    super(new Quick());
  }

  /** Without the process that Hadoop starts for each new file to set its permissions. */
  private static final class Quick extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) {}
  }

  /** Fails at an operation from now on, counted from 0. */
  static synchronized void failAt(long operation, boolean alsoAfter) {
    left = operation;
    forGood = alsoAfter;
    operations = 0;
  }

  static synchronized void heal() {
    left = Long.MAX_VALUE;
    operations = 0;
  }

  /** How many operations there were since the last call of {@link #heal} or {@link #failAt}. */
  static synchronized long operations() {
    return operations;
  }

  private static synchronized void count(String what, Path path) throws IOException {
    operations++;
    if (left == 0) {
      if (!forGood) {
        left = Long.MAX_VALUE;
      }
      throw new IOException("no luck: " + what + " " + path.getName());
    }
    left--;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    count("open", path);
    return super.open(path, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    count("create", path);
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    count("delete", path);
    return super.delete(path, recursive);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    count("rename", from);
    return super.rename(from, to);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    count("list", path);
    return super.listStatus(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    count("status", path);
    return super.getFileStatus(path);
  }
}
