package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.hadoop.fs.FileUtil;

/** Random streams of changes come to what {@link MarkModel} says, where deleted rows are marked. */
@Tag("long") // minutes on real tables
class MarkedRowsPropertyTest {
  private Path directory;

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("marked-rows");
  }

  @AfterTry
  void deleteDirectory() {
    FileUtil.fullyDelete(directory.toFile());
  }

  @Property
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    var random = new Random(seed);
    List<TestChange> changes = RandomChanges.distinct(random);
    List<TestChange> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);

    check(shuffled, 8, random);
  }

  @Property
  void ofEqualSequencesTheDeleteWinsAndThenTheLater(@ForAll long seed) {
    var random = new Random(seed);

    check(RandomChanges.ties(random), 3, random);
  }

  private void check(List<TestChange> changes, int runs, Random random) {
    DeltaTarget target = MarkModel.target(directory.resolve("table"), DeletedRows.MARKED);
    var harness = new EpochHarness(target);
    for (List<TestChange> part : RandomChanges.cut(changes, runs, random)) {
      harness.runBundles(RandomChanges.bundles(part, random));
    }

    assertThat(MarkModel.rowsOf(target)).isEqualTo(new MarkModel().apply(changes).rows());
    assertThat(LeftOvers.of(directory.resolve("table"))).isEmpty();
  }
}
