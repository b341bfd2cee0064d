package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The properties P1 to P4 of the merge semantics, on tables. */
@Tag("long") // minutes on real tables
class ScdType2PropertyTest {
  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("seq");
  private static final int EPOCHS = 8;

  private static Path directory;

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("history");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static EpochHarness harness(TrackedColumns tracked) throws IOException {
    return new EpochHarness(
        new DeltaTarget(
            Files.createTempDirectory(directory, "table").resolve("t").toString(),
            ChangeStreams.SCHEMA.toJson(),
            KEYS,
            SEQUENCE,
            WriteMode.HISTORY,
            tracked,
            DeletedRows.REMOVED,
            Duration.ofDays(2),
            Set.of(),
            MassDelete.REFUSE,
            Map.of()));
  }

  private static ScdType2Model model(String... tracked) {
    return new ScdType2Model(ChangeStreams.SCHEMA, KEYS, SEQUENCE, List.of(tracked));
  }

  @Property
  void p1TheOrderOfChangesDoesNotMatter(@ForAll long seed) throws IOException {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    List<TestChange> changes = streams.changes();
    List<TestChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(change -> (Long) change.row()[3]));
    TrackedColumns tracked =
        seed % 2 == 0 ? TrackedColumns.all() : TrackedColumns.except(List.of("note"));
    EpochHarness one = harness(tracked);
    EpochHarness many = harness(tracked);

    one.run(sorted);
    streams.cut(changes, EPOCHS).forEach(many::run);

    assertThat(many.rows()).isEqualTo(one.rows());
    assertThat(one.rows())
        .isEqualTo((seed % 2 == 0 ? model("name", "note") : model("name")).apply(changes).rows());
  }

  @Property
  void p1TheLaterReadOfEqualSequencesWins(@ForAll long seed) throws IOException {
    ChangeStreams streams = ChangeStreams.withTies(seed);
    List<TestChange> changes = streams.changes();
    EpochHarness harness = harness(TrackedColumns.only(List.of("name")));

    for (List<TestChange> part : streams.cut(changes, EPOCHS)) {
      harness.runBundles(TestPage.of(part, 20).stream().map(List::of).toList());
    }

    assertThat(harness.rows()).isEqualTo(model("name").apply(changes).rows());
  }

  @Property
  void p2TheOpenVersionsAreTheRowsOfScdType1(@ForAll long seed) throws IOException {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    List<TestChange> changes = streams.changes();
    EpochHarness history = harness(TrackedColumns.all());
    var rows =
        new EpochHarness(
            EpochHarness.target(
                Files.createTempDirectory(directory, "table").resolve("t"),
                ChangeStreams.SCHEMA,
                KEYS,
                SEQUENCE,
                WriteMode.UPSERT));

    for (List<TestChange> part : streams.cut(changes, 3)) {
      history.run(part);
      rows.run(part);
    }

    List<Map<String, Object>> open = new ArrayList<>();
    for (Map<String, Object> row : history.rows()) {
      if (row.get("__END_AT") == null) {
        Map<String, Object> current = new HashMap<>(row);
        current.keySet().removeAll(List.of("__START_AT", "__END_AT"));
        open.add(current);
      }
    }
    assertThat(TableRows.sorted(open)).isEqualTo(rows.rows());
  }

  @Property
  void p3TheIntervalsOfAKeyAreDisjoint(@ForAll long seed) throws IOException {
    ChangeStreams streams = ChangeStreams.withTies(seed);
    EpochHarness harness = harness(TrackedColumns.all());
    for (List<TestChange> part : streams.cut(streams.changes(), 3)) {
      harness.run(part);

      harness.rows().stream()
          .collect(Collectors.groupingBy(row -> row.get("id")))
          .values()
          .forEach(ScdType2PropertyTest::assertDisjoint);
    }
  }

  private static void assertDisjoint(List<Map<String, Object>> ofKey) {
    List<Map<String, Object>> sorted = new ArrayList<>(ofKey);
    sorted.sort(Comparator.comparing(row -> (Long) row.get("__START_AT")));
    for (int i = 0; i < sorted.size(); i++) {
      Long start = (Long) sorted.get(i).get("__START_AT");
      Long end = (Long) sorted.get(i).get("__END_AT");
      if (i + 1 < sorted.size()) {
        assertThat(end).as("only the last is open: %s", sorted).isNotNull();
        assertThat(end).isLessThanOrEqualTo((Long) sorted.get(i + 1).get("__START_AT"));
      }
      if (end != null) {
        assertThat(start).isLessThan(end);
      }
    }
  }

  @Property
  void p4ARunThatIsKilledChangesNothing(@ForAll long seed) throws IOException {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    List<TestChange> changes = streams.changes();
    EpochHarness harness = harness(TrackedColumns.only(List.of("name")));
    EpochStep[] steps = EpochStep.values();

    for (List<TestChange> part : streams.cut(changes, EPOCHS)) {
      EpochStep fatal = steps[streams.random().nextInt(steps.length)];
      harness.hearing(
          step -> {
            if (step == fatal) {
              throw new IllegalStateException("killed");
            }
          });
      try {
        harness.run(part);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
      harness.hearing(EpochStep.Listener.NONE).run(part);
    }

    assertThat(harness.rows()).isEqualTo(model("name").apply(changes).rows());
  }
}
