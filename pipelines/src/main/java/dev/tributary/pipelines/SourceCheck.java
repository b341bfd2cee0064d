package dev.tributary.pipelines;

import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Secrets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether tables can be read with the credentials that there are, by a page of each. A table
 * that cannot does not stop the others.
 */
public final class SourceCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);

  private SourceCheck() {}

  /** Tries the tables of a job. */
  public static List<CheckReport> of(Job job) {
    return job.planned().stream().map(SourceCheck::check).toList();
  }

  /** Tries tables of a source that were discovered. */
  public static List<CheckReport> of(Source source, List<DiscoveredTable> tables) {
    return tables.stream().map(table -> check(source, table)).toList();
  }

  private static CheckReport check(PlannedTable planned) {
    return planned instanceof TableJob job
        ? check(job.name(), job.source(), job.readsDeletes(), job.secrets())
        : new CheckReport(planned.name(), 0, ((UnreadTable) planned).error());
  }

  private static CheckReport check(Source source, DiscoveredTable table) {
    if (!table.isSuccess()) {
      return new CheckReport(table.name(), 0, table.error());
    }
    Options options = Options.check(source.tableOptions(table.name()), table.options()).orThrow();
    return check(
        table.name(),
        source.table(table.name(), options),
        table.description().orElseThrow().metadata().deletesRead(),
        source.secrets());
  }

  private static CheckReport check(
      String name, ConnectorSource source, boolean readsDeletes, Secrets secrets) {
    try {
      long records = FirstPage.read(source).records().size();
      if (readsDeletes) {
        FirstPage.readDeletes(source);
      }
      return new CheckReport(name, records, null);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Table {} cannot be read", name, e);
      return new CheckReport(name, 0, Failures.describe(e, secrets));
    }
  }
}
