package dev.tributary.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** What is measured. */
enum Work {
  INITIAL("initial load, warm") {
    @Override
    List<Result> measure(Workbench bench) {
      Input base = bench.data().base(Shape.CUSTOMERS, bench.rows());
      return InitialLoad.measure(bench, title(), base, Goal.atLeast(1.5), Goal.atLeast(0.7));
    }
  },
  COLD("initial load, whole process") {
    @Override
    List<Result> measure(Workbench bench) {
      return Cold.initial(bench, title(), Goal.atLeast(3));
    }
  },
  COLD_MERGE("SCD1, 1 % recent, whole process") {
    @Override
    List<Result> measure(Workbench bench) {
      return Cold.merge(bench, title());
    }
  },
  RECENT("SCD1, 1 % recent") {
    @Override
    List<Result> measure(Workbench bench) {
      Input changes = bench.data().recentChanges(Shape.CUSTOMERS, bench.percent());
      return List.of(merge(bench, changes).measure(title(), Goal.atLeast(5)));
    }
  },
  RANDOM("SCD1, 1 % random") {
    @Override
    List<Result> measure(Workbench bench) {
      Input changes = bench.data().randomChanges(bench.rows(), bench.percent());
      return List.of(merge(bench, changes).measure(title(), Goal.atLeast(2.5)));
    }
  },
  FEW("SCD1, 0.01 % recent") {
    @Override
    List<Result> measure(Workbench bench) {
      long count = Math.max(1, bench.percent() / 100);
      Input changes = bench.data().recentChanges(Shape.CUSTOMERS, count);
      return List.of(merge(bench, changes).measure(title(), null));
    }
  },
  HISTORY("SCD2, 1 % recent, against our SCD1") {
    @Override
    List<Result> measure(Workbench bench) {
      return Growth.history(bench, this);
    }
  },
  SNAPSHOT("snapshot, 1 % changed") {
    @Override
    List<Result> measure(Workbench bench) {
      Input all = bench.data().snapshot(bench.rows(), bench.percent());
      return List.of(merge(bench, all).measure(title(), null));
    }
  },
  ROUNDS("SCD1, rounds of 1 % recent") {
    @Override
    List<Result> measure(Workbench bench) {
      return Repetitions.measure(bench);
    }
  },
  WIDE("200 columns") {
    @Override
    List<Result> measure(Workbench bench) {
      return loadAndMerge(bench, Shape.WIDE, bench.rows() / 10, title());
    }
  },
  NESTED("lists of structs") {
    @Override
    List<Result> measure(Workbench bench) {
      return loadAndMerge(bench, Shape.NESTED, bench.rows() / 2, title());
    }
  },
  SLOW("50 ms a page, 8 partitions against one") {
    @Override
    List<Result> measure(Workbench bench) {
      return SlowRead.measure(bench, title());
    }
  },
  TENFOLD("SCD1, the same change on 10 times the table, against once") {
    @Override
    List<Result> measure(Workbench bench) {
      return Growth.tenfold(bench, this);
    }
  },
  FLAT("SCD1, the same change on tables of growing size, against the first") {
    @Override
    List<Result> measure(Workbench bench) {
      return Growth.flat(bench);
    }
  },
  MEMORY("initial load of 10 times the rows, -Xmx1g, whole process") {
    @Override
    List<Result> measure(Workbench bench) {
      return Cold.memory(bench, title());
    }
  };

  private final String title;

  Work(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The results, after a check that all sides ended in the same table. */
  abstract List<Result> measure(Workbench bench);

  private static Merge merge(Workbench bench, Input input) {
    return Merge.of(bench, bench.data().base(Shape.CUSTOMERS, bench.rows()), List.of(input));
  }

  private static List<Result> loadAndMerge(Workbench bench, Shape shape, long rows, String title) {
    Input base = bench.data().base(shape, rows);
    Input changes = bench.data().recentChanges(shape, Math.max(1, rows / 100));
    String ofRows = "%,d rows of %s: ".formatted(rows, title);
    return Stream.concat(
            InitialLoad.measure(bench, ofRows + INITIAL.title(), base, null, null).stream(),
            Stream.of(
                Merge.of(bench, base, List.of(changes)).measure(ofRows + RECENT.title(), null)))
        .toList();
  }
}
