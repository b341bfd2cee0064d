package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;

/**
 * What the commit of an epoch must know of its plan.
 *
 * @param plannedVersion the version of the table that was planned on; -1 where there was no table
 * @param adopted staged files that become part of the table as they are
 * @param adoptedRows how many rows these hold
 * @param touched ranges of the leading keys of all changes; empty where there are no keys
 * @param upsertsRead upserts of all staged files
 * @param deletesRead deletes of all staged files
 * @param rejected the records that were set aside
 * @param duplicates rows of a snapshot that staged files left out for a later one of their key
 * @param verdict what the read came to
 */
record PlanHeader(
    long plannedVersion,
    List<DataFile> adopted,
    long adoptedRows,
    List<LeadingRange> touched,
    long upsertsRead,
    long deletesRead,
    List<RejectedFile> rejected,
    long duplicates,
    ReadVerdict verdict)
    implements Serializable {
  PlanHeader {
    adopted = List.copyOf(adopted);
    touched = List.copyOf(touched);
    rejected = List.copyOf(rejected);
  }
}
