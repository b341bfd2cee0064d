package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeltaTarget;
import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.spec.CommitEvery;
import java.util.List;

/**
 * A table to be loaded, checked and complete.
 *
 * @param name the table of the source
 * @param destination where it goes, in three parts, as users name it
 * @param source how it is read
 * @param identity where its rows come from
 * @param schema its columns, as the connector declares them
 * @param readsDeletes whether deletes are a flow of their own
 * @param ignoresDeletes whether deletes of the source change nothing
 * @param target how it is written
 * @param commitEvery the budget of an epoch
 * @param secrets what must not be told of the source
 * @param warnings what its user should know, though it is no error
 */
record TableJob(
    String name,
    String destination,
    ConnectorSource source,
    SourceIdentity identity,
    StructType schema,
    boolean readsDeletes,
    boolean ignoresDeletes,
    DeltaTarget target,
    CommitEvery commitEvery,
    Secrets secrets,
    List<String> warnings) {
  TableJob {
    warnings = List.copyOf(warnings);
  }
}
