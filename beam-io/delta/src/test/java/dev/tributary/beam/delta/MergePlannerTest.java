package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.MergePlanner.Plan;
import dev.tributary.beam.delta.MergePlanner.Staged;
import dev.tributary.beam.delta.MergePlanner.Target;
import dev.tributary.beam.delta.MergePlanner.TombstoneInput;
import dev.tributary.beam.delta.MergePlanner.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MergePlannerTest {
  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;
  private static final long LARGE = MergePlanner.TARGET_FILE_BYTES;
  private static final Comparator<Object> ORDER =
      Comparator.nullsFirst(Comparator.comparing(key -> (Long) key));

  private final MergePlanner planner = new MergePlanner(ORDER);

  @Test
  void filesWithoutAChangeStay() {
    Plan plan =
        planner.plan(
            List.of(target("a", LARGE, 0, 9), target("b", LARGE, 10, 19)),
            List.of(upserts("s", KB, 12, 13)),
            List.of());

    assertThat(plan.work())
        .singleElement()
        .satisfies(work -> assertThat(names(work)).containsExactly("b"));
    assertThat(plan.adopted()).isEmpty();
  }

  @Test
  void filesThatShareAKeyAreDoneTogether() {
    Plan plan =
        planner.plan(
            List.of(target("a", KB, 0, 10), target("c", KB, 20, 30), target("b", KB, 10, 20)),
            List.of(upserts("s", KB, 5)),
            List.of());

    assertThat(plan.work())
        .singleElement()
        .satisfies(work -> assertThat(names(work)).containsExactlyInAnyOrder("a", "b", "c"));
  }

  @Test
  void aFileWithoutStatisticsIsPartOfAnyTask() {
    Plan plan =
        planner.plan(
            List.of(target("a", KB, 0, 9), new Target(file("unknown", KB), LeadingRange.ALL)),
            List.of(upserts("s", LARGE, 50)),
            List.of());

    assertThat(plan.work())
        .singleElement()
        .satisfies(work -> assertThat(names(work)).containsExactlyInAnyOrder("a", "unknown"));
    assertThat(plan.adopted()).as("nothing is alone").isEmpty();
  }

  @Test
  void rowsBehindASmallFileAreAddedToIt() {
    Plan plan =
        planner.plan(List.of(target("a", KB, 0, 9)), List.of(upserts("s", KB, 50, 51)), List.of());

    assertThat(plan.work())
        .singleElement()
        .satisfies(work -> assertThat(names(work)).containsExactly("a"));
  }

  @Test
  void rowsBehindALargeFileAreAFileOfTheirOwn() {
    Plan plan =
        planner.plan(
            List.of(target("a", LARGE, 0, 9)),
            List.of(upserts("s", KB, LongStream.range(10, 1000).toArray())),
            List.of());

    assertThat(plan.work()).singleElement().satisfies(work -> assertThat(names(work)).isEmpty());
  }

  @Test
  void aStagedFileThatIsAloneIsAdopted() {
    Plan plan =
        planner.plan(
            List.of(target("a", KB, 0, 9)),
            List.of(upserts("s", 2 * MB, 10, 20), upserts("small", KB, 30, 40)),
            List.of(new TombstoneInput("t", new LeadingRange(21L, 29L))));

    assertThat(plan.adopted()).extracting(file -> file.upserts().path()).containsExactly("s");
    assertThat(plan.work())
        .flatExtracting(Work::changes)
        .extracting(MergeTask.StagedInput::path)
        .containsExactly("small");
  }

  @Test
  void rowsOnTheTwoSidesOfAnAdoptedFileAreNoFileTogether() {
    Plan plan =
        planner.plan(
            List.of(target("a", KB, 0, 4)),
            List.of(upserts("s", 2 * MB, 10, 20), upserts("l", KB, 5), upserts("r", KB, 30)),
            List.of());

    assertThat(plan.adopted()).extracting(file -> file.upserts().path()).containsExactly("s");
    assertThat(plan.work())
        .extracting(work -> work.changes().stream().map(MergeTask.StagedInput::path).toList())
        .containsExactly(List.of("l"), List.of("r"));
    assertThat(plan.work())
        .extracting(MergePlannerTest::names)
        .containsExactly(List.of("a"), List.of());
  }

  @Test
  void whatMeetsATombstoneADeleteOrAnotherFileIsNotAdopted() {
    assertThat(
            planner
                .plan(
                    List.of(),
                    List.of(upserts("s", 2 * MB, 10, 20)),
                    List.of(new TombstoneInput("t", new LeadingRange(20L, 29L))))
                .adopted())
        .isEmpty();
    assertThat(
            planner
                .plan(
                    List.of(),
                    List.of(upserts("s", 2 * MB, 10, 20), deletes("d", 5, 10)),
                    List.of())
                .adopted())
        .isEmpty();
    assertThat(
            planner
                .plan(
                    List.of(),
                    List.of(upserts("s", 2 * MB, 10, 20), upserts("o", 2 * MB, 20, 30)),
                    List.of())
                .adopted())
        .isEmpty();
  }

  @Test
  void aFirstLoadIsCutIntoTasksOfAboutAFile() {
    List<Staged> staged = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int shift = i;
      staged.add(
          upserts("s" + i, LARGE / 2, LongStream.range(0, 64).map(n -> n * 10 + shift).toArray()));
    }

    Plan plan = planner.plan(List.of(), staged, List.of());

    assertThat(plan.work()).hasSizeBetween(4, 6);
  }

  @Test
  void nothingStagedIsNothingToDo() {
    var nothing =
        new StagedFile(
            null, null, null, null, List.of(), 0, 0, 0, null, 0, List.of("0"), null, true);

    Plan plan =
        planner.plan(List.of(target("a", KB, 0, 9)), List.of(new Staged(nothing, 0)), List.of());

    assertThat(plan).isEqualTo(new Plan(List.of(), List.of()));
  }

  /** Keys are from 0 to 99. */
  @Property(tries = 3000)
  void everyKeyHasOneTaskThatKnowsAllOfIt(@ForAll long seed) {
    var random = new Random(seed);
    List<Target> targets = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      long size = random.nextInt(3) == 0 ? LARGE : random.nextInt((int) LARGE);
      Long[] ends = ends(random);
      targets.add(
          new Target(
              file("t" + i, size),
              new LeadingRange(
                  random.nextInt(12) == 0 ? null : ends[0],
                  random.nextInt(12) == 0 ? null : ends[1])));
    }
    List<Staged> staged = new ArrayList<>();
    Map<Staged, Set<Long>> upserted = new java.util.IdentityHashMap<>();
    Map<Staged, Set<Long>> deleted = new java.util.IdentityHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Long[] ends = ends(random);
      long[] keys = random.longs(1 + random.nextInt(6), ends[0], ends[1] + 1).toArray();
      long[] gone = random.longs(random.nextInt(3), ends[0], ends[1] + 1).toArray();
      Staged file =
          staged(
              "s" + i,
              random.nextInt(5) == 0 ? KB : (long) (random.nextDouble() * 2 * LARGE),
              keys,
              random.nextInt(4) == 0 ? gone : new long[0],
              random.nextBoolean());
      staged.add(file);
      upserted.put(file, LongStream.of(keys).boxed().collect(java.util.stream.Collectors.toSet()));
      deleted.put(
          file,
          file.file().deletes() == null
              ? Set.of()
              : LongStream.of(gone).boxed().collect(java.util.stream.Collectors.toSet()));
    }
    List<TombstoneInput> tombstones = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Long[] ends = ends(random);
      tombstones.add(new TombstoneInput("b" + i, new LeadingRange(ends[0], ends[1])));
    }

    Plan plan = planner.plan(targets, staged, tombstones);

    List<String> used = plan.work().stream().flatMap(work -> names(work).stream()).toList();
    assertThat(used).as("files are in one task").doesNotHaveDuplicates();
    for (long key = 0; key < 100; key++) {
      long at = key;
      List<Work> mine = plan.work().stream().filter(work -> holds(work.range(), at)).toList();
      assertThat(mine.size()).as("tasks of key %d", key).isLessThanOrEqualTo(1);
    }
    for (Staged file : staged) {
      boolean adopted = plan.adopted().contains(file.file());
      if (adopted) {
        assertAlone(file, targets, staged, tombstones);
      }
      for (long key : upserted.get(file)) {
        assertThat(inputs(plan, key, file.file().upserts().path(), false))
            .as("upsert of %d in %s, adopted: %s", key, file, adopted)
            .isEqualTo(adopted ? 0 : 1);
      }
      Set<Long> changed = new HashSet<>(upserted.get(file));
      for (long key : deleted.get(file)) {
        changed.add(key);
        assertThat(inputs(plan, key, file.file().deletes(), true))
            .as("delete of %d in %s", key, file)
            .isEqualTo(1);
      }
      if (!adopted) {
        changed.forEach(key -> assertTaskKnowsAll(plan, key, targets, tombstones));
      }
    }
  }

  private static void assertAlone(
      Staged file, List<Target> targets, List<Staged> staged, List<TombstoneInput> tombstones) {
    LeadingRange keys = file.file().upsertKeys();
    List<LeadingRange> others = new ArrayList<>();
    targets.forEach(target -> others.add(target.keys()));
    tombstones.forEach(tombstone -> others.add(tombstone.keys()));
    for (Staged other : staged) {
      if (other != file) {
        others.add(other.file().upsertKeys());
      }
      others.add(other.file().deleteKeys());
    }
    others.removeAll(Collections.singleton(null));
    assertThat(others).noneMatch(other -> meets(other, keys));
  }

  private static boolean meets(LeadingRange one, LeadingRange other) {
    for (long key = 0; key < 100; key++) {
      if (one.contains(key, ORDER) && other.contains(key, ORDER)) {
        return true;
      }
    }
    return false;
  }

  private static long inputs(Plan plan, long key, String path, boolean isDelete) {
    return plan.work().stream()
        .filter(work -> holds(work.range(), key))
        .flatMap(work -> work.changes().stream())
        .filter(input -> input.path().equals(path) && input.isDelete() == isDelete)
        .count();
  }

  private static void assertTaskKnowsAll(
      Plan plan, long key, List<Target> targets, List<TombstoneInput> tombstones) {
    Work work =
        plan.work().stream().filter(task -> holds(task.range(), key)).findFirst().orElseThrow();
    targets.stream()
        .filter(target -> target.keys().contains(key, ORDER))
        .forEach(target -> assertThat(work.targets()).contains(target.file()));
    tombstones.stream()
        .filter(tombstone -> tombstone.keys().contains(key, ORDER))
        .forEach(tombstone -> assertThat(work.tombstones()).contains(tombstone.path()));
  }

  private static boolean holds(TaskRange range, long key) {
    return !range.beginsAfter(key, ORDER) && !range.endsBefore(key, ORDER);
  }

  private static Long[] ends(Random random) {
    long one = random.nextInt(100);
    long other = random.nextBoolean() ? one : Math.min(99, one + random.nextInt(30));
    return new Long[] {Math.min(one, other), Math.max(one, other)};
  }

  private static List<String> names(Work work) {
    return work.targets().stream().map(DataFile::path).toList();
  }

  private static Target target(String name, long size, long min, long max) {
    return new Target(file(name, size), new LeadingRange(min, max));
  }

  private static DataFile file(String name, long size) {
    return DataFile.of(name, size, 0, null);
  }

  private static Staged upserts(String name, long size, long... keys) {
    return staged(name, size, keys, new long[0], true);
  }

  private static Staged deletes(String name, long... keys) {
    return staged(name, 0, new long[0], keys, true);
  }

  private static Staged staged(
      String name, long size, long[] keys, long[] deletes, boolean sampled) {
    List<Object> sample = new ArrayList<>();
    LongStream.concat(LongStream.of(keys), LongStream.of(deletes))
        .sorted()
        .filter(key -> sampled || key % 2 == 0)
        .forEach(sample::add);
    return new Staged(
        new StagedFile(
            keys.length == 0 ? null : file(name, size),
            range(keys),
            deletes.length == 0 ? null : name + "-deletes",
            range(deletes),
            sample,
            keys.length,
            keys.length,
            deletes.length,
            null,
            0,
            List.of("0"),
            null,
            true),
        0);
  }

  private static LeadingRange range(long[] keys) {
    return keys.length == 0
        ? null
        : new LeadingRange(
            LongStream.of(keys).min().getAsLong(), LongStream.of(keys).max().getAsLong());
  }
}
