package dev.tributary.beam.delta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, but that it sets permissions itself. Where Hadoop's native library is
 * not installed, the original starts a process, {@code chmod}, for each file and directory that it
 * makes: a quarter of the time of a small epoch.
 *
 * <p>Public because Hadoop makes it by name.
 */
public final class PosixLocalFileSystem extends LocalFileSystem {
  /** For Hadoop. */
  public PosixLocalFileSystem() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      try {
        Files.setPosixFilePermissions(
            pathToFile(path).toPath(), PosixFilePermissions.fromString(permission.toString()));
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        // Not a POSIX file system, or a sticky bit, which Java knows no name for.
        super.setPermission(path, permission);
      }
    }
  }
}
