package dev.tributary.pipelines;

import dev.tributary.connectors.Names;
import dev.tributary.spec.Connection;
import dev.tributary.spec.ConnectionLoader;
import dev.tributary.spec.Destination;
import dev.tributary.spec.InvalidSpecException;
import dev.tributary.spec.Problems;
import dev.tributary.spec.SpecDraft;
import dev.tributary.spec.SpecProblem;
import dev.tributary.spec.SpecReader;
import dev.tributary.spec.TableSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a job of a spec and a connection, or tells all that is wrong with them. */
public final class JobPlanner {
  private final ConnectionLoader connections;
  private final DemoSources demos;

  /**
   * A planner.
   *
   * @param connections finds the connection that a spec names
   * @param demos starts the demo that a connection names, which must run as long as the job
   */
  public JobPlanner(ConnectionLoader connections, DemoSources demos) {
    this.connections = Objects.requireNonNull(connections, "connections");
    this.demos = Objects.requireNonNull(demos, "demos");
  }

  /**
   * What to load and where.
   *
   * @param spec the file of the spec
   * @param connection the file of the connection, or empty to look where connections are
   * @param defaults catalog and schema of tables that name none
   * @param warehouse a local path or the URI of a Hadoop file system
   * @param tables the source tables to load; empty for all of the spec
   * @param fullRefresh which of these to load anew: none if it is not there, all if it is empty
   * @param hadoopOptions settings of the Hadoop file system
   */
  public record Request(
      Path spec,
      Optional<Path> connection,
      Destination.Defaults defaults,
      String warehouse,
      List<String> tables,
      Optional<List<String>> fullRefresh,
      Map<String, String> hadoopOptions) {
    public Request {
      tables = List.copyOf(tables);
      fullRefresh = fullRefresh.map(List::copyOf);
      hadoopOptions = Map.copyOf(hadoopOptions);
    }
  }

  /**
   * Plans a job. Writes nothing, and asks nothing of a source but what columns there are, where
   * these are not known without it.
   *
   * @param runStart the bound of all reads of the run
   * @throws InvalidSpecException with all problems of the spec and of the connection
   */
  public Job plan(Request request, Instant runStart) {
    SpecDraft draft = new SpecReader(request.defaults()).read(request.spec());
    Problems problems = draft.problems();
    Optional<Connection> connection =
        request
            .connection()
            .map(file -> connections.load(draft, file))
            .orElseGet(() -> connections.load(draft));
    List<PlannedTable> jobs = new ArrayList<>();
    connection
        .flatMap(given -> ResolvedConnection.of(given, demos, problems))
        .ifPresent(
            resolved -> {
              var planner = new TablePlanner(resolved, request, runStart, problems);
              for (TableSpec table : draft.tables()) {
                planner.plan(table).ifPresent(jobs::add);
              }
            });
    draft.spec();
    return new Job(runStart, refresh(select(jobs, request), jobs, request));
  }

  private static List<PlannedTable> select(List<PlannedTable> jobs, Request request) {
    if (request.tables().isEmpty()) {
      return jobs;
    }
    requireKnown("--tables", request.tables(), jobs);
    return jobs.stream().filter(job -> request.tables().contains(job.name())).toList();
  }

  /** The tables to load, those that are to be loaded anew as such. */
  private static List<PlannedTable> refresh(
      List<PlannedTable> selected, List<PlannedTable> all, Request request) {
    if (request.fullRefresh().isEmpty()) {
      return selected;
    }
    List<String> wanted = request.fullRefresh().get();
    requireKnown("--full-refresh", wanted, all);
    List<SpecProblem> leftOut =
        wanted.stream()
            .filter(table -> selected.stream().noneMatch(job -> job.name().equals(table)))
            .map(
                table ->
                    new SpecProblem(
                        "--full-refresh", "", 0, "'" + table + "' is not among --tables."))
            .toList();
    if (!leftOut.isEmpty()) {
      throw new InvalidSpecException(leftOut);
    }
    return selected.stream()
        .<PlannedTable>map(
            job -> wanted.isEmpty() || wanted.contains(job.name()) ? job.refreshed() : job)
        .toList();
  }

  private static void requireKnown(String option, List<String> tables, List<PlannedTable> jobs) {
    List<String> names = jobs.stream().map(PlannedTable::name).distinct().toList();
    List<SpecProblem> unknown =
        tables.stream()
            .filter(table -> !names.contains(table))
            .map(
                table ->
                    new SpecProblem(
                        option,
                        "",
                        0,
                        "The spec has no table '" + table + "'. " + Names.suggestion(table, names)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidSpecException(unknown);
    }
  }
}
