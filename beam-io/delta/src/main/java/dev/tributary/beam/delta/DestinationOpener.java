package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which log of a table the next epochs go to, and whether they fit what is there. */
final class DestinationOpener {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationOpener.class);

  private final DeltaTarget target;
  private final DeltaTable table;
  private final Refresh refresh;
  private final Optional<TableSnapshot> main;
  private final boolean isThere;

  DestinationOpener(DeltaTarget target) throws IOException {
    this.target = target;
    this.table = DeltaTable.open(HadoopConfigurations.of(target.hadoopOptions()), target.path());
    this.refresh = new Refresh(table);
    this.main = table.snapshot();
    this.isThere = new EpochStates(table).isOurs(main);
  }

  /** See {@link DeltaDestination#open}. */
  DeltaDestination open() throws IOException {
    Optional<TableSnapshot> underWay = isThere ? refresh.underWay() : Optional.empty();
    return underWay.isPresent()
        ? resumed(underWay.get())
        : destination(TableLog.MAIN, main, Optional.empty());
  }

  /** See {@link DeltaDestination#openRefresh}. */
  DeltaDestination openRefresh(Predicate<JsonNode> isSource) throws IOException {
    if (!isThere) {
      return open();
    }
    requireRemovable();
    Optional<TableSnapshot> underWay = refresh.underWay();
    Optional<DeltaDestination> fitting =
        underWay.isPresent() ? fitting(underWay.get(), isSource) : Optional.empty();
    return fitting.isPresent()
        ? fitting.get()
        : destination(TableLog.REFRESH, Optional.empty(), underWay);
  }

  private DeltaDestination resumed(TableSnapshot underWay) throws IOException {
    String wayOut =
        "Cannot go on with the full refresh of "
            + target.path()
            + " that an earlier run began. Run with --full-refresh to begin it anew, or delete "
            + table.layout().by(TableLog.REFRESH).logRoot()
            + " to keep the table as it is. ";
    if (!refresh.isIntact(underWay)) {
      throw new DeltaTableException(wayOut + "Files of it were deleted.");
    }
    try {
      return destination(TableLog.REFRESH, Optional.of(underWay), Optional.empty());
    } catch (DeltaTableException e) {
      throw new DeltaTableException(wayOut + e.getMessage(), e);
    }
  }

  private Optional<DeltaDestination> fitting(TableSnapshot underWay, Predicate<JsonNode> isSource)
      throws IOException {
    try {
      DeltaDestination resumed =
          destination(TableLog.REFRESH, Optional.of(underWay), Optional.empty());
      return isSource.test(resumed.sourceState().orElseThrow()) && refresh.isIntact(underWay)
          ? Optional.of(resumed)
          : Optional.empty();
    } catch (DeltaTableException e) {
      LOG.debug("The refresh of {} that is under way does not fit", target.path(), e);
      return Optional.empty();
    }
  }

  private DeltaDestination destination(
      TableLog log, Optional<TableSnapshot> snapshot, Optional<TableSnapshot> useless)
      throws IOException {
    DeltaTable of = table.by(log);
    Optional<EpochState> state = new EpochStates(of).valid(snapshot);
    state.ifPresent(found -> found.settings().requireSame(target.path(), target.settings()));
    StructType schema =
        snapshot.isPresent()
            ? SchemaEvolution.merge(target.path(), snapshot.get().schema(), target.tableSchema())
            : SchemaEvolution.create(target.path(), target.tableSchema());
    List<String> gone =
        snapshot
            .map(found -> ColumnChanges.between(found.schema(), target.tableSchema()).dropped())
            .orElse(List.of());
    return new DeltaDestination(
        target.withSchema(schema), main, of, snapshot, state, useless, gone);
  }

  /** Found out before anything is read, for a refresh removes files at its end only. */
  private void requireRemovable() {
    if ("true".equals(main.orElseThrow().properties().get("delta.appendOnly"))) {
      throw new DeltaTableException(
          "Cannot refresh "
              + target.path()
              + ": it is an append-only table, whose rows must stay. Unset its property"
              + " delta.appendOnly.");
    }
  }
}
