package dev.tributary.connectors;

import java.util.List;

/**
 * A connector some of whose tables are read as several partitions side by side, each with an offset
 * of its own: a repository each, a range of ids each.
 */
public interface SupportsPartitions {

  /**
   * The partitions of a table, or an empty list if it is read as a whole. Two calls in one run give
   * the same list; a later run may give more partitions, which it then reads from {@link
   * Offset#INITIAL}. A partition is a text that names it, the same in every run, as it stands in
   * the state of a table and in reports; it holds no secret.
   */
  List<String> partitions(String table, Options options);

  /**
   * Reads a page of one partition, under the contract of {@link LakeflowConnect#readTable}. The
   * records of all partitions are those that an unpartitioned read returns.
   */
  Page readPartition(String table, String partition, Offset start, Options options);
}
