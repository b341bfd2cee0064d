package dev.tributary.connectors.contract;

import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.SimulatorParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of what happens at the source while a table is loaded, and between its runs. */
final class Changes {
  private static final String LIMIT = "7";
  private static final Instant LONG_AGO = SimulatorParameters.FIRST_DAY.minus(Duration.ofDays(400));

  private Changes() {}

  static void duringTheRead(World world, ContractTable table) {
    SimulatedTable rows = world.table(table);
    List<String> ids = new ArrayList<>();
    world.change(
        () -> {
          // Where a read begins, whether it goes from old to new or the other way.
          for (int i = 0; i < 30; i++) {
            ids.add(rows.insert(LONG_AGO));
            ids.add(rows.insert(world.now()));
          }
        });
    world.settle();
    var sync = new Sync(world, table, Reads.limit(world, table, LIMIT));
    var answers = new AtomicInteger();
    world
        .simulator()
        .server()
        .afterEachAnswer(
            request -> {
              int answer = answers.getAndIncrement();
              // Not before some pages have been read: then rows move behind the reader.
              int change = answer - 7;
              if (change >= 0 && change < 15) {
                rows.insert(world.now());
                if (table.whyNot(Capability.UPDATES).isEmpty()) {
                  rows.update(ids.get(4 * change), world.now());
                  rows.update(ids.get(4 * change + 1), world.now());
                }
                if (table.whyNot(Capability.DELETES).isEmpty()) {
                  rows.delete(ids.get(4 * change + 2), world.now());
                  rows.delete(ids.get(4 * change + 3), world.now());
                }
              }
            });
    sync.run();
    world.simulator().server().afterEachAnswer(request -> {});
    world.settle();
    sync.run();
    sync.assertEqualsSource("that changed between the requests of a read");
  }

  static void limitWithinLookback(World world, ContractTable table) {
    var sync = new Sync(world, table, "max_records_per_batch", "2", "lookback_seconds", "1000000");
    Instant before = world.now();
    world.change(
        () -> {
          for (int i = 0; i < 25; i++) {
            world.table(table).insert(before.plusSeconds(i / 10));
          }
        });
    world.settle();
    sync.run();
    world.change(() -> world.table(table).insert(world.now()));
    world.settle();
    sync.run();
    sync.assertEqualsSource("with more rows within the lookback than on a page");
    // Applied once a run and never stored: else it would grow, or never end.
    sync.run();
    sync.assertEqualsSource("read once more");
  }

  static void clockSkew(World world, ContractTable table) {
    // In this order, so that no row of the first round is in the future of the second.
    for (Duration ahead : List.of(Duration.ofHours(-3), Duration.ofHours(3))) {
      world.setSourceAhead(ahead);
      var sync = new Sync(world, table);
      for (int round = 0; round < 2; round++) {
        world.change(() -> world.table(table).insert(world.now().plus(ahead)));
        world.time().pass(Duration.ofMinutes(30));
        sync.run();
        world.change(() -> world.table(table).insert(world.now().plus(ahead)));
        world.time().pass(Duration.ofMinutes(30));
        sync.run();
        sync.assertEqualsSource("whose clock is " + ahead + " ahead");
      }
    }
  }

  static void future(World world, ContractTable table) {
    var sync = new Sync(world, table);
    world.change(() -> world.table(table).insert(world.now().plus(Duration.ofDays(3))));
    sync.run();
    world.change(() -> world.table(table).insert(world.now()));
    world.settle();
    world.change(() -> world.table(table).insert(world.now().minusSeconds(60)));
    sync.run();
    world.time().pass(Duration.ofDays(7));
    sync.run();
    sync.assertEqualsSource("with a row that was dated in the future");
  }

  static void late(World world, ContractTable table) {
    var sync = new Sync(world, table);
    sync.run();
    for (int round = 0; round < 3; round++) {
      Instant dated = world.now();
      world.change(() -> world.table(table).insert(dated));
      world.time().pass(table.lateness());
      // Others are there before it, so that a cursor passes its time.
      Instant soon = world.now();
      world.change(() -> world.table(table).insert(soon));
      sync.run();
      world.change(() -> world.table(table).insert(soon.minus(table.lateness())));
      world.time().pass(Duration.ofMinutes(10));
      sync.run();
    }
    world.settle();
    sync.run();
    sync.assertEqualsSource("with rows that are seen " + table.lateness() + " after their time");
  }

  static void backdated(World world, ContractTable table) {
    var sync = new Sync(world, table);
    sync.run();
    world.change(() -> world.table(table).insert(LONG_AGO));
    world.settle();
    sync.run();
    sync.assertEqualsSource("with a row dated long before all that was read");
  }

  static void sameCursor(World world, ContractTable table) {
    var sync = new Sync(world, table);
    Instant now = world.now();
    var id = new String[1];
    world.change(() -> id[0] = world.table(table).insert(now));
    sync.run();
    world.change(() -> world.table(table).update(id[0], now));
    world.time().pass(Duration.ofMinutes(10));
    sync.run();
    world.settle();
    sync.run();
    sync.assertEqualsSource("with a row that changed without its cursor value");
  }

  static void recreation(World world, ContractTable table) {
    SimulatedTable rows = world.table(table);
    var sync = new Sync(world, table);
    Instant begin = world.now();
    List<String> ids = new ArrayList<>();
    world.change(
        () -> {
          for (int i = 0; i < 4; i++) {
            ids.add(rows.insert(begin));
          }
        });
    step(world, sync);
    world.change(() -> rows.delete(ids.get(0), world.now()));
    world.change(() -> rows.delete(ids.get(1), world.now()));
    world.change(() -> rows.delete(ids.get(2), world.now()));
    world.time().pass(Duration.ofSeconds(5));
    world.change(() -> rows.restore(ids.get(2), world.now()));
    step(world, sync);
    sync.assertEqualsSource("of which rows were deleted, one of them for a moment");
    world.change(() -> rows.restore(ids.get(0), world.now()));
    step(world, sync);
    sync.assertEqualsSource("in which a deleted row is there again");
    world.change(() -> rows.delete(ids.get(0), world.now()));
    step(world, sync);
    sync.assertEqualsSource("in which that row is deleted again");
  }

  private static void step(World world, Sync sync) {
    world.settle();
    sync.run();
  }
}
