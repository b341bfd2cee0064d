package dev.tributary.beam.delta;

import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Keeps hold of the stream that Parquet's writer opens: that writer closes it only at the end of a
 * complete file, and tells its length to nobody.
 */
final class TrackedOutputFile implements OutputFile, Closeable {
  private final OutputFile file;
  private PositionOutputStream stream;

  TrackedOutputFile(OutputFile file) {
    this.file = file;
  }

  long position() throws IOException {
    return stream.getPos();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream = file.create(blockSizeHint);
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    stream = file.createOrOverwrite(blockSizeHint);
    return stream;
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  @Override
  public String getPath() {
    return file.getPath();
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
