package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.SeekableInputStream;

/** Writes rows into data files of a sensible size, one after the other. Not thread-safe. */
final class RollingWriter {
  private final EpochFiles files;
  private final List<DataFile> written = new ArrayList<>();
  private RowWriter writer;

  RollingWriter(EpochFiles files) {
    this.files = files;
  }

  void write(Object[] row) throws IOException {
    writer().write(row);
    endFileIfLarge();
  }

  /** Copies a row group as bytes; see {@link RowWriter#copyRowGroup}. */
  void copyRowGroup(SeekableInputStream from, BlockMetaData rowGroup) throws IOException {
    writer().copyRowGroup(from, rowGroup);
    endFileIfLarge();
  }

  /** Closes the last file and tells of all; none if no row was written. */
  List<DataFile> finish() throws IOException {
    if (writer != null && writer.rows() == 0) {
      discardLast();
    }
    endFile();
    return List.copyOf(written);
  }

  /** Closes and deletes what was written so far. */
  void abandon() throws IOException {
    discardLast();
    for (DataFile file : written) {
      files.delete(file);
    }
    written.clear();
  }

  private RowWriter writer() throws IOException {
    if (writer == null) {
      writer = files.newDataFile();
    }
    return writer;
  }

  private void endFileIfLarge() throws IOException {
    if (writer.bytesWritten() >= MergePlanner.TARGET_FILE_BYTES) {
      endFile();
    }
  }

  private void endFile() throws IOException {
    if (writer != null) {
      writer.close();
      written.add(files.dataFile(writer));
      writer = null;
      EpochStep.DATA_FILE_WRITTEN.reached();
    }
  }

  private void discardLast() throws IOException {
    if (writer != null) {
      writer.close();
      files.delete(writer.path());
      writer = null;
    }
  }
}
