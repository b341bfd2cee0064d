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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Judges what was read, looks at the table as it is now, and cuts the merge into tasks. */
final class PlanMergeFn extends DoFn<KV<Integer, Iterable<StagedFile>>, KV<Integer, MergeTask>> {
  private static final long serialVersionUID = 1;

  private final DeltaEpoch epoch;
  private final ChangeReader<?> reader;

  PlanMergeFn(DeltaEpoch epoch, ChangeReader<?> reader) {
    this.epoch = epoch;
    this.reader = reader;
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<StagedFile>> element,
      OutputReceiver<KV<Integer, MergeTask>> out)
      throws IOException {
    List<StagedFile> files = new ArrayList<>();
    element.getValue().forEach(files::add);
    ReadVerdict verdict = judge(files);
    DeltaTable table = epoch.open();
    Optional<TableSnapshot> snapshot = table.snapshot();
    List<TombstoneFile> tombstones =
        new EpochStates(table).valid(snapshot).map(EpochState::tombstones).orElse(List.of());
    Plan plan = plan(files, verdict, snapshot, tombstones);
    List<Work> work = plan.work();
    if (work.isEmpty()) {
      // One task there must be, to take the header to the commit.
      work = List.of(new Work(List.of(), List.of(), List.of(), TaskRange.ALL));
    }
    PlanHeader header =
        header(files, plan, snapshot.map(TableSnapshot::version).orElse(-1L), verdict);
    String name = UUID.randomUUID().toString();
    for (int i = 0; i < work.size(); i++) {
      Work part = work.get(i);
      out.output(
          KV.of(
              i,
              new MergeTask(
                  name,
                  i,
                  work.size(),
                  i == 0 ? header : null,
                  part.targets(),
                  part.changes(),
                  part.tombstones(),
                  part.range())));
    }
  }

  private ReadVerdict judge(List<StagedFile> files) {
    return reader.judge(files.stream().flatMap(file -> file.coverages().stream()).toList());
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
      List<TombstoneFile> tombstones) {
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
        snapshot.stream()
            .flatMap(table -> table.files().stream())
            .map(file -> new Target(file, LeadingKeys.of(file, shape)))
            .toList();
    List<TombstoneInput> buried =
        tombstones.stream()
            .map(file -> new TombstoneInput(file.path(), LeadingKeys.of(file, shape)))
            .toList();
    return new MergePlanner(shape.keys().leading(), epoch.target().mode())
        .plan(targets, staged, buried);
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
