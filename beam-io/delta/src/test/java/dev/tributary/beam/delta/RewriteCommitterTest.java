package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteCommitterTest {
  @TempDir Path root;
  private TestTable test;
  private Attempt first;
  private Attempt second;

  @BeforeEach
  void table() throws IOException {
    test = new TestTable(root.resolve("table"));
    first = test.append(0);
    second = test.append(1);
  }

  @Test
  void whatWasRemovedMeanwhileIsLeftOutAlone() throws IOException {
    Rewrite lost = rewrite(first, "lost.parquet");
    Rewrite kept = rewrite(second, "kept.parquet");
    test.foreignRewrite(test.path(first), "theirs.parquet", true);

    RewriteCommitter.Outcome outcome = committer(Clock.systemUTC()).commit(List.of(lost, kept));

    assertThat(outcome.version()).hasValue(3);
    assertThat(outcome.committed()).containsExactly(kept);
    assertThat(outcome.leftOut()).containsExactly(lost);
    assertThat(active()).containsExactlyInAnyOrder("theirs.parquet", "kept.parquet");
    assertThat(test.root.resolve("lost.parquet")).doesNotExist();
  }

  @Test
  void aRaceThatIsLostIsRunAgain() throws IOException {
    Clock busy = clock(() -> test.foreignAppend("theirs.parquet"));

    RewriteCommitter.Outcome outcome =
        committer(busy).commit(List.of(rewrite(first, "ours.parquet")));

    assertThat(outcome.version()).hasValue(3);
    assertThat(active())
        .containsExactlyInAnyOrder("theirs.parquet", "ours.parquet", test.path(second));
  }

  @Test
  void aRaceForTheSameFileIsLost() throws IOException {
    Clock busy = clock(() -> test.foreignRewrite(test.path(first), "theirs.parquet", false));
    Rewrite rewrite = rewrite(first, "ours.parquet");

    RewriteCommitter.Outcome outcome = committer(busy).commit(List.of(rewrite));

    assertThat(outcome.version()).isEmpty();
    assertThat(outcome.leftOut()).containsExactly(rewrite);
    assertThat(active()).containsExactlyInAnyOrder("theirs.parquet", test.path(second));
    assertThat(test.root.resolve("ours.parquet")).doesNotExist();
  }

  @Test
  void aTableThatWasMadeAnewIsNotTouched() throws IOException {
    Rewrite rewrite = rewrite(first, "ours.parquet");

    RewriteCommitter.Outcome outcome =
        new RewriteCommitter(test.open(), "another", Clock.systemUTC()).commit(List.of(rewrite));

    assertThat(outcome.version()).isEmpty();
    assertThat(active()).containsExactlyInAnyOrder(test.path(first), test.path(second));
  }

  @Test
  void nothingIsNoCommit() throws IOException {
    assertThat(committer(Clock.systemUTC()).commit(List.of()).version()).isEmpty();
    assertThat(test.version(2)).doesNotExist();
  }

  /** Does something the first time that it is asked, which is between the look and the commit. */
  private static Clock clock(Runnable what) {
    return new Clock() {
      private boolean asked;

      @Override
      public Instant instant() {
        if (!asked) {
          asked = true;
          what.run();
        }
        return Instant.now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private RewriteCommitter committer(Clock clock) throws IOException {
    return new RewriteCommitter(test.open(), test.open().snapshot().orElseThrow().tableId(), clock);
  }

  private Rewrite rewrite(Attempt attempt, String name) throws IOException {
    DataFile old =
        test.open().snapshot().orElseThrow().files().stream()
            .filter(file -> file.path().equals(test.path(attempt)))
            .findFirst()
            .orElseThrow();
    Files.copy(test.root.resolve(old.path()), test.root.resolve(name));
    return new Rewrite(
        List.of(old), List.of(DataFile.of(name, old.size(), old.modificationTime(), old.stats())));
  }

  private List<String> active() throws IOException {
    return test.open().snapshot().orElseThrow().files().stream().map(DataFile::path).toList();
  }
}
