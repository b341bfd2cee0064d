package dev.tributary.benchmarks;

import java.util.List;

/** What is measured. */
enum Work {
  INITIAL("initial load, warm") {
    @Override
    List<Result> measure(Workbench bench) {
      return InitialLoad.warm(bench);
    }
  },
  COLD("initial load, whole process") {
    @Override
    List<Result> measure(Workbench bench) {
      return InitialLoad.cold(bench);
    }
  },
  RECENT("SCD1, 1 % recent") {
    @Override
    List<Result> measure(Workbench bench) {
      return Merge.against(bench, this, bench.data().recentChanges(bench.percent()), RECENT_GOAL);
    }
  },
  RANDOM("SCD1, 1 % random") {
    @Override
    List<Result> measure(Workbench bench) {
      var changes = bench.data().randomChanges(bench.rows(), bench.percent());
      return Merge.against(bench, this, changes, RANDOM_GOAL);
    }
  },
  FEW("SCD1, 0.01 % recent") {
    @Override
    List<Result> measure(Workbench bench) {
      long changes = Math.max(1, bench.percent() / 100);
      return Merge.against(bench, this, bench.data().recentChanges(changes), null);
    }
  },
  HISTORY("SCD2, 1 % recent, against our SCD1") {
    @Override
    List<Result> measure(Workbench bench) {
      return Growth.history(bench, this);
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
  };

  private static final Goal RECENT_GOAL = Goal.atLeast(5);
  private static final Goal RANDOM_GOAL = Goal.atLeast(2.5);

  private final String title;

  Work(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The results, after a check that all sides ended in the same table. */
  abstract List<Result> measure(Workbench bench);
}
