package dev.tributary.spec;

import java.util.ArrayList;
import java.util.List;

/** Finds the tables of a spec that would be in each other's way. */
final class DestinationCheck {
  private final SpecDocument document;
  private final Problems problems;
  private final List<TableSpec> placed = new ArrayList<>();

  DestinationCheck(SpecDocument document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Checks one more table against all before it. */
  void place(TableSpec table) {
    for (TableSpec earlier : placed) {
      if (table.destination().isSamePlaceAs(earlier.destination())) {
        problems.add(
            table.pointer(),
            "The destination "
                + table.destination()
                + " is also that of "
                + whereIs(earlier)
                + "; give one of them another 'destination_table'");
      }
      refuseRejected(table, earlier);
      refuseRejected(earlier, table);
    }
    placed.add(table);
  }

  private void refuseRejected(TableSpec table, TableSpec other) {
    if (table.destination().takesRejectedOf(other.destination())) {
      problems.add(
          table.pointer(),
          "The destination "
              + table.destination()
              + " is kept for the bad records of "
              + whereIs(other)
              + "; give another 'destination_table'");
    }
  }

  private String whereIs(TableSpec table) {
    return table.pointer() + " in line " + document.line(table.pointer());
  }
}
