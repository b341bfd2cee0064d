package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.types.LongType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignChangesTest {
  @TempDir Path root;
  private TestTable test;

  @BeforeEach
  void table() {
    test = new TestTable(root.resolve("table"));
  }

  @Test
  void anotherCreatorOfTheTableIsAConflict() throws IOException {
    EpochCommit commit = test.next(test.attempt(0), List.of(), Set.of());
    test.foreignAppend("theirs.parquet");

    assertThat(test.open().commit(commit))
        .isEqualTo(new CommitOutcome.Conflict("somebody else created the table"));
  }

  @Test
  void aForeignAppendIsAConflictOnlyIfItTouchesTheKeys() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
    test.foreignAppend("theirs.parquet");

    assertThat(test.open().commit(commit))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 added rows that the change may concern, in theirs.parquet"));
    assertThat(test.open().commit(commit, file -> !file.path().equals("theirs.parquet")))
        .isEqualTo(new CommitOutcome.Committed(2));
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(3);
  }

  @Test
  void aForeignCompactionIsAConflictOnlyIfItTookAFileOfThePlan() throws IOException {
    Attempt first = test.append(0);
    Attempt second = test.append(1);
    EpochCommit rewrite = test.next(test.attempt(2), List.of(), Set.of(test.path(first)));
    EpochCommit other = test.next(test.attempt(2), List.of(), Set.of(test.path(second)));
    test.foreignRewrite(test.path(first), "compacted.parquet", false);

    assertThat(test.open().commit(rewrite))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 2 removed the file " + test.path(first) + " that was to be rewritten"));
    assertThat(test.open().commit(other)).isEqualTo(new CommitOutcome.Committed(3));
  }

  @Test
  void aForeignUpdateIsAConflictOnlyIfItTouchesTheKeys() throws IOException {
    Attempt first = test.append(0);
    Attempt second = test.append(1);
    EpochCommit commit = test.next(test.attempt(2), List.of(), Set.of(test.path(second)));
    test.foreignRewrite(test.path(first), "updated.parquet", true);

    assertThat(test.open().commit(commit, file -> file.path().equals(test.path(first))))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 2 changed or deleted rows that the change may concern, in "
                    + test.path(first)));
    assertThat(test.open().commit(commit, file -> file.path().equals(test.path(second))))
        .isEqualTo(new CommitOutcome.Committed(3));
  }

  @Test
  void aForeignChangeOfTheSchemaIsAConflict() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());
    OptimisticTransaction transaction = test.log().startTransaction();
    transaction.updateMetadata(
        transaction
            .metadata()
            .copyBuilder()
            .schema(TestTable.SCHEMA.add("more", new LongType()))
            .build());
    transaction.commit(List.of(), new Operation(Operation.Name.ADD_COLUMNS), "Somebody/1");

    assertThat(test.open().commit(commit, file -> false))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 changed the schema or the properties of the table"));
  }

  @Test
  void aWindowThatIsNotInTheLogAnyMoreIsAConflict() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(12), List.of(), Set.of());
    for (int i = 1; i <= 10; i++) {
      test.foreignAppend(i + ".parquet");
    }
    Files.delete(test.version(1));

    assertThat(test.open().commit(commit, file -> false))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 is in the log no longer, so it cannot be looked through"));
  }

  /** Delta's own check does not know keys: it gives up on any append during a transaction. */
  @ParameterizedTest
  @EnumSource(names = {EpochSteps.OPENED, EpochSteps.WINDOW_CHECKED, EpochSteps.FILES_CHECKED})
  void aRaceIsDecidedByTheKeysToo(EpochStep moment) throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());

    CommitOutcome harmless =
        EpochSteps.heardBy(
            EpochSteps.once(moment, () -> test.foreignAppend("harmless.parquet")),
            () -> test.open().commit(commit, file -> false));
    assertThat(harmless).isEqualTo(new CommitOutcome.Committed(2));
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(3);

    Attempt next = test.attempt(2);
    EpochCommit second = test.next(next, List.of(test.dataFile(next, 0, 2, 1)), Set.of());
    CommitOutcome touched =
        EpochSteps.heardBy(
            EpochSteps.once(moment, () -> test.foreignAppend("touched.parquet")),
            () -> test.open().commit(second));
    assertThat(touched)
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 3 added rows that the change may concern, in touched.parquet"));
  }

  @Test
  void aWriterWhoIsFasterEveryTimeIsGivenWayTo() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
    var count = new int[1];
    EpochStep.Listener busy =
        step -> {
          if (step == EpochStep.FILES_CHECKED) {
            test.foreignAppend(count[0]++ + ".parquet");
          }
        };

    CommitOutcome outcome =
        EpochSteps.heardBy(busy, () -> test.open().commit(commit, file -> false));

    assertThat(outcome).isInstanceOf(CommitOutcome.Conflict.class);
    assertThat(((CommitOutcome.Conflict) outcome).reason())
        .startsWith("other writers were faster 20 times, at last: ");
  }
}
