package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.CloseableIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardLinkLogStoreTest {
  private final Configuration configuration = new Configuration();
  private final HardLinkLogStore store = new HardLinkLogStore(configuration);
  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    write("a.json", "one", "zwei ü");

    assertThat(read("a.json")).containsExactly("one", "zwei ü");
  }

  @Test
  void aFileIsWrittenOnce() throws IOException {
    write("a.json", "first");

    assertThatThrownBy(() -> write("a.json", "second"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("a.json");
    assertThat(read("a.json")).containsExactly("first");
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void anOverwriteReplacesTheFileAndItsStaleChecksum() throws IOException {
    write("_last_checkpoint", "first");
    Files.writeString(directory.resolve("._last_checkpoint.crc"), "of the first");

    store.write(path("_last_checkpoint"), List.of("second").iterator(), true, configuration);

    assertThat(read("_last_checkpoint")).containsExactly("second");
    assertThat(names()).containsExactly("_last_checkpoint");
  }

  @Test
  void aWriteThatFailsLeavesNothing() throws IOException {
    Iterator<String> failing =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  if (i == 2) {
                    throw new IllegalStateException("out of lines");
                  }
                  return "line " + i;
                })
            .iterator();

    assertThatThrownBy(() -> store.write(path("a.json"), failing, false, configuration))
        .hasMessage("out of lines");
    assertThat(names()).isEmpty();
  }

  @Test
  void aMissingFileIsReportedAsDeltaExpectsIt() {
    assertThatThrownBy(() -> store.read(path("a.json"), configuration))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("a.json");
  }

  @Test
  void aListingIsSortedAndBeginsAtTheNameAndLeavesOutTemporaryFiles() throws IOException {
    for (String name : List.of("3.json", "1.json", "2.json", ".4.json.tmp")) {
      Files.writeString(directory.resolve(name), "");
    }

    Iterator<FileStatus> files = store.listFrom(path("2.json"), configuration);

    var names = new ArrayList<String>();
    files.forEachRemaining(file -> names.add(file.getPath().getName()));
    assertThat(names).containsExactly("2.json", "3.json");
  }

  @Test
  void checkpointsAreRenamedIntoTheirPlace() {
    assertThat(store.isPartialWriteVisible(path("x"), configuration)).isTrue();
  }

  private void write(String name, String... lines) throws IOException {
    store.write(path(name), List.of(lines).iterator(), false, configuration);
  }

  private List<String> read(String name) throws IOException {
    var lines = new ArrayList<String>();
    try (CloseableIterator<String> iterator = store.read(path(name), configuration)) {
      iterator.forEachRemaining(lines::add);
    }
    return lines;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
  }
}
