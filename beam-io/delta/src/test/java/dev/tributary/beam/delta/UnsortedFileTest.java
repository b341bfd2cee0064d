package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnsortedFileTest {
  private static final int ROWS = 1000;
  private static final int RUN_ROWS = 100;

  @TempDir private Path directory;
  private UnsortedFile unsorted;
  private DataFile file;
  private Path path;

  @BeforeEach
  void aFileOfAnotherWriter() throws IOException {
    DeltaTarget target =
        EpochHarness.target(
            directory, EpochScript.SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);
    unsorted = new UnsortedFile(ForeignWriter.files(target), new TableShape(target), RUN_ROWS);
    List<Object[]> rows =
        LongStream.range(0, ROWS)
            .mapToObj(i -> new Object[] {i * 7919 % ROWS, Values.binary("name " + i), i})
            .toList();
    WrittenFile written =
        DataFiles.write(
            directory, EpochScript.SCHEMA, rows, WriterSettings.DEFAULT.withRowGroupBytes(2_000));
    path = Path.of(written.path().toUri());
    file = DataFile.of(written.path().getName(), written.size(), 1, written.statsJson());
  }

  @Test
  void aFileIsSortedInRuns() throws IOException {
    List<SortedRows> sources = new ArrayList<>();
    unsorted.addSorted(file, LeadingRange.ALL, sources);

    assertThat(sources).hasSize(ROWS / RUN_ROWS + 1);
    SortedRows rows = SortedRows.merge(sources, Comparator.comparing(row -> (Long) row[0]));
    for (long id = 0; id < ROWS; id++) {
      assertThat(rows.peek()[0]).isEqualTo(id);
      rows.advance();
    }
    assertThat(rows.peek()).isNull();
    rows.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ofAFileThatIsDamagedBehindSomeRunsNothingStaysOpen() throws IOException {
    damageTheLastRowGroup();
    List<SortedRows> sources = new ArrayList<>();

    assertThatThrownBy(() -> unsorted.addSorted(file, LeadingRange.ALL, sources))
        .isInstanceOf(IOException.class);

    assertThat(directory.resolve("_tributary/staged")).as("runs").isNotEmptyDirectory();
    assertThat(sources).isEmpty();
    assertThat(openFiles()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ofASortedFileThatIsDamagedNothingStaysOpen() throws IOException {
    damageTheLastRowGroup();

    assertThatThrownBy(
            () ->
                SortedRows.of(
                    RowReader.open(
                        DataFiles.CONF,
                        new org.apache.hadoop.fs.Path(path.toUri()),
                        EpochScript.SCHEMA,
                        ordinal -> ordinal == rowGroups().size() - 1)))
        .isInstanceOf(IOException.class);

    assertThat(openFiles()).isEmpty();
  }

  private List<BlockMetaData> rowGroups() {
    return EpochHarness.io(
        () -> {
          try (RowReader reader =
              RowReader.open(
                  DataFiles.CONF,
                  new org.apache.hadoop.fs.Path(path.toUri()),
                  EpochScript.SCHEMA)) {
            return reader.footer().getBlocks();
          }
        });
  }

  private void damageTheLastRowGroup() throws IOException {
    List<BlockMetaData> rowGroups = rowGroups();
    assertThat(rowGroups).hasSizeGreaterThan(2);
    byte[] bytes = Files.readAllBytes(path);
    BlockMetaData last = rowGroups.get(rowGroups.size() - 1);
    int begin = (int) last.getStartingPos();
    Arrays.fill(bytes, begin, begin + (int) last.getCompressedSize(), (byte) 0x5a);
    Files.write(path, bytes);
    Files.deleteIfExists(path.resolveSibling("." + path.getFileName() + ".crc"));
  }

  /** Files below the directory that this process has open. */
  private List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        // One is that of the listing, which is over.
        if (Files.exists(descriptor)) {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith(directory.toRealPath().toString())) {
            open.add(target);
          }
        }
      }
    }
    return open;
  }
}
