package dev.tributary.beam.delta;

import dev.tributary.beam.delta.MergePlanner.Plan;
import dev.tributary.beam.delta.MergePlanner.Staged;
import dev.tributary.beam.delta.MergePlanner.Target;
import dev.tributary.beam.delta.MergePlanner.TombstoneInput;
import dev.tributary.beam.delta.MergePlanner.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks at the table as it is now and cuts the merge of an epoch into tasks. */
final class EpochPlanner {
  private final DeltaEpoch epoch;

  EpochPlanner(DeltaEpoch epoch) {
    this.epoch = epoch;
  }

  /**
   * The tasks of a plan, at least one.
   *
   * @param files all that was staged
   * @param verdict what the read came to
   */
  List<MergeTask> plan(List<StagedFile> files, ReadVerdict verdict) throws IOException {
    DeltaTable table = epoch.open();
    Optional<TableSnapshot> snapshot = table.snapshot();
    Optional<EpochState> state = new EpochStates(table).valid(snapshot);
    List<KeyFile> tombstones = state.map(EpochState::tombstones).orElse(List.of());
    Optional<HistoryPlan> history = history(snapshot, state);
    Plan plan = plan(files, verdict, snapshot, tombstones, history);
    List<Work> work = plan.work();
    if (work.isEmpty()) {
      // One task there must be, to take the header to the commit.
      work = List.of(new Work(List.of(), List.of(), List.of(), TaskRange.ALL));
    }
    PlanHeader header =
        header(files, plan, snapshot.map(TableSnapshot::version).orElse(-1L), verdict);
    String name = UUID.randomUUID().toString();
    List<List<DataFile>> closed =
        work.stream().map(part -> history.map(h -> h.closed(part)).orElse(List.of())).toList();
    int[] groups = HistoryPlan.groups(closed);
    EpochStep.MERGE_PLANNED.reached();
    List<MergeTask> tasks = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      Work part = work.get(i);
      tasks.add(
          new MergeTask(
              name,
              i,
              work.size(),
              i == 0 ? header : null,
              part.targets(),
              part.changes(),
              part.tombstones(),
              part.range(),
              groups[i],
              closed.get(i),
              history.map(h -> h.hidden(part)).orElse(List.of())));
    }
    return tasks;
  }

  private Optional<HistoryPlan> history(
      Optional<TableSnapshot> snapshot, Optional<EpochState> state) {
    if (epoch.target().mode() != WriteMode.HISTORY) {
      return Optional.empty();
    }
    return Optional.of(
        new HistoryPlan(
            new TableShape(epoch.target()),
            files(snapshot),
            state.map(EpochState::hidden).orElse(List.of())));
  }

  /** A snapshot tells of the present alone, so that versions that ended need not be read. */
  private static boolean isHistory(DataFile file, TableShape shape) {
    return shape.history() != null && HistoryPlan.isClosed(file, shape);
  }

  private static List<DataFile> files(Optional<TableSnapshot> snapshot) {
    return snapshot.map(TableSnapshot::files).orElse(List.of());
  }

  /** A file belongs where the first of its parts does, for they follow one another. */
  private static List<Integer> ranks(List<StagedFile> files, ReadVerdict verdict) {
    List<Integer> ranks = new ArrayList<>();
    int next = 0;
    for (StagedFile file : files) {
      ranks.add(file.coverages().isEmpty() ? next : verdict.order().get(next));
      next += file.coverages().size();
    }
    return ranks;
  }

  private Plan plan(
      List<StagedFile> files,
      ReadVerdict verdict,
      Optional<TableSnapshot> snapshot,
      List<KeyFile> tombstones,
      Optional<HistoryPlan> history) {
    if (epoch.target().mode().isSnapshot() && !verdict.caughtUp()) {
      return new Plan(List.of(), List.of());
    }
    if (!epoch.target().mode().isKeyed()) {
      return new Plan(files.stream().filter(file -> file.upserts() != null).toList(), List.of());
    }
    var shape = new TableShape(epoch.target());
    List<Integer> ranks = ranks(files, verdict);
    List<Staged> staged = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      staged.add(new Staged(files.get(i), ranks.get(i)));
    }
    List<Target> targets =
        history
            .map(HistoryPlan::targets)
            .orElseGet(
                () ->
                    files(snapshot).stream()
                        .filter(file -> !isHistory(file, shape))
                        .map(file -> new Target(file, LeadingKeys.of(file, shape)))
                        .toList());
    List<TombstoneInput> buried =
        tombstones.stream()
            .map(file -> new TombstoneInput(file.path(), LeadingKeys.of(file, shape)))
            .toList();
    return new MergePlanner(shape.keys().leading(), epoch.target().mode())
        .plan(targets, staged, buried, file -> history.isEmpty() || history.get().isFree(file));
  }

  private static PlanHeader header(
      List<StagedFile> files, Plan plan, long version, ReadVerdict verdict) {
    List<DataFile> adopted = plan.adopted().stream().map(StagedFile::upserts).toList();
    return new PlanHeader(
        version,
        adopted,
        plan.adopted().stream().mapToLong(StagedFile::rows).sum(),
        files.stream()
            .flatMap(file -> Stream.of(file.upsertKeys(), file.deleteKeys()))
            .filter(range -> range != null)
            .toList(),
        files.stream().mapToLong(StagedFile::upsertsRead).sum(),
        files.stream().mapToLong(StagedFile::deletesRead).sum(),
        files.stream().map(StagedFile::rejected).filter(file -> file != null).toList(),
        files.stream().mapToLong(StagedFile::duplicates).sum(),
        verdict);
  }
}
