package dev.tributary.connectors;

import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Optional;

/**
 * A connector: what can be read from one account of one source, and how. The Java counterpart of
 * the interface of Databricks' Lakeflow community connectors.
 *
 * <p>The framework makes an instance wherever it reads, often many of them at once and on several
 * machines, and calls each from one thread at a time. An instance therefore keeps nothing that
 * another one needs: all that a read knows of earlier reads is its start offset. Every read of one
 * run is given the same {@link ConnectorContext#runStart()}.
 *
 * <p>Every method fails with a {@link ConnectorException} whose message says what is wrong, where,
 * and what to do, and which holds no secret. Retries of what may pass are the connector's own
 * business; what it throws is final for the read.
 *
 * <p>Options have been checked against {@link ConnectorProvider#tableOptions} before any call.
 */
public interface LakeflowConnect extends AutoCloseable {

  /** The names of all tables, in a fixed order. May ask the source. */
  List<String> listTables();

  /**
   * The columns of a table. The same table and options give the same answer while a run lasts. May
   * ask the source, where users define columns: what they add while a run lasts is a field of
   * records that is no column.
   *
   * @throws ConnectorException of category CONFIGURATION if there is no such table; the message
   *     names the closest one. Another one fails the table, and the other tables of the run go on.
   */
  StructType tableSchema(String table, Options options);

  /** Keys, cursor and ingestion type of a table; as stable as its schema. */
  TableMetadata tableMetadata(String table, Options options);

  /**
   * Reads the page behind an offset. The framework calls again with the end of the page until a
   * page is the last one. Two reads from one offset, with nothing changed at the source, return the
   * same page.
   *
   * @param start {@link Offset#INITIAL}, or the end of an earlier page of this table and options
   */
  Page readTable(String table, Offset start, Options options);

  /**
   * Why a read from an offset would list all rows anew instead of going on, as where the source
   * keeps the changes since then no longer; empty where it goes on. Such a list does not show what
   * was deleted meanwhile: the framework loads the table anew, where nothing else is lost by that.
   * May ask the source.
   *
   * @param start the end of an earlier page of this table and options, or of one of its partitions
   * @return a clause for a message, without a full stop
   */
  default Optional<String> whyListedAnew(String table, Offset start, Options options) {
    return Optional.empty();
  }

  /**
   * Reads a page of deletes from a source that has an endpoint of its own for them; called for
   * tables whose metadata says {@link TableMetadata#deletesRead()}. Its offsets are apart from
   * those of {@link #readTable}.
   */
  default Page readTableDeletes(String table, Offset start, Options options) {
    throw new ConnectorException(
        ConnectorException.Category.CONFIGURATION,
        "Cannot read deletes of table '" + table + "': this connector has no flow of deletes");
  }

  /** Releases what the instance holds. Called once, at the end of its use. */
  @Override
  default void close() {}
}
