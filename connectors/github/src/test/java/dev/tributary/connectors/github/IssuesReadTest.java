package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.github.FakeGithub.Paging;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of a list, and above all of one that changes meanwhile. */
class IssuesReadTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant RUN = Instant.parse("2025-06-01T00:00:00Z");

  /** The offset behind a walk of the run that starts at {@link #RUN}. */
  private static Offset rest(String cursor) {
    return Offset.parse("{\"cursor\": \"%s\", \"cursor_run\": \"%s\"}".formatted(cursor, RUN));
  }

  @ParameterizedTest
  @CsvSource({"COUNTED,1", "COUNTED,2", "COUNTED,7", "CURSOR,1", "CURSOR,7", "COUNTED,100"})
  void everyRowIsReadExactlyOnceUnderEveryPageLimit(Paging paging, int limit) throws IOException {
    try (var github = new FakeGithub(paging)) {
      // Three rows share each second.
      for (int id = 1; id <= 250; id++) {
        github.put("r", id, START.plusSeconds(id / 3));
      }
      var reader = new Reader(github.url(), RUN, Map.of("max_records_per_batch", limit));
      reader.read(Offset.INITIAL);

      assertThat(reader.ids()).hasSize(250).doesNotHaveDuplicates();
      assertThat(github.requests()).hasSizeLessThanOrEqualTo(250 / limit + 3);
    }
  }

  @Test
  void aReadThatFindsNothingNewEndsWhereItBegan() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 150; id++) {
        github.put("r", id, START.plusSeconds(id));
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      Offset end = reader.read(Offset.INITIAL);

      assertThat(end).isEqualTo(rest("2025-01-01T00:02:30Z"));
      reader.runStart(RUN.plusSeconds(3600));
      assertThat(reader.read(end)).isEqualTo(end);
    }
  }

  @Test
  void aSecondReadBeginsTheLookbackBeforeTheCursor() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      github.put("r", 1, START);
      github.put("r", 2, START.plusSeconds(600));
      var reader = new Reader(github.url(), RUN, Map.of());
      Offset end = reader.read(Offset.INITIAL);
      // Dated before the cursor, visible after it.
      github.put("r", 3, START.plusSeconds(500));
      assertThat(reader.page(end).records()).as("looked back to in the same run").isEmpty();
      reader.runStart(RUN.plusSeconds(60));
      reader.read(end);

      assertThat(reader.ids()).containsExactly(1L, 2L, 3L, 2L);
      assertThat(github.requests().get(1).query()).containsEntry("since", "2025-01-01T00:05:00Z");
    }
  }

  @Test
  void lookbackAndStartDateBoundEachOther() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      github.put("r", 1, START);
      github.put("r", 2, START.plusSeconds(86_400 + 10));
      var reader =
          new Reader(
              github.url(), RUN, Map.of("start_date", "2025-01-02", "lookback_seconds", 3600));
      Offset end = reader.read(Offset.INITIAL);
      reader.runStart(RUN.plusSeconds(60));
      reader.read(end);

      assertThat(reader.ids()).containsExactly(2L, 2L);
      assertThat(github.requests())
          .extracting(request -> request.query().get("since"))
          .containsExactly("2025-01-02T00:00:00Z", "2025-01-02T00:00:00Z");
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void hundredsOfRowsOfOneSecondAreReadAcrossPages(Paging paging) throws IOException {
    try (var github = new FakeGithub(paging)) {
      for (int id = 1; id <= 730; id++) {
        github.put("r", id, START.plusSeconds(id <= 30 ? id : id <= 700 ? 500 : id));
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      reader.read(Offset.INITIAL);

      assertThat(new TreeSet<>(reader.ids())).hasSize(730);
      if (paging == Paging.CURSOR) {
        assertThat(reader.ids()).hasSize(730);
      }
    }
  }

  @Test
  void aRowThatLeavesASecondWhileItIsPagedHidesNoOther() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 450; id++) {
        github.put("r", id, START.plusSeconds(id <= 350 ? 0 : id));
      }
      var answers = new AtomicInteger();
      github.afterEachAnswer(
          () -> {
            int answer = answers.incrementAndGet();
            // Out of the first page, behind the run's start, so that the next page skips one.
            if (answer <= 3) {
              github.put("r", answer, RUN.plusSeconds(answer));
            }
          });
      var reader = new Reader(github.url(), RUN, Map.of());
      reader.read(Offset.INITIAL);

      assertThat(reader.state()).isEqualTo(Reader.state(github));
    }
  }

  @ParameterizedTest
  @CsvSource({"COUNTED,100", "COUNTED,3", "CURSOR,100", "CURSOR,3"})
  void nothingIsLostWhileRowsMoveAndArriveBetweenPages(Paging paging, int limit)
      throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      try (var github = new FakeGithub(paging)) {
        var random = new Random(seed);
        int most = limit == 3 ? 60 : 700;
        for (int id = 1; id <= most; id++) {
          // Seconds of very different size, some of several pages.
          github.put("r", id, START.plusSeconds((long) Math.pow(random.nextInt(9), 2)));
        }
        var now = new AtomicInteger();
        var quiet = new AtomicInteger(40);
        github.afterEachAnswer(
            () -> {
              if (quiet.decrementAndGet() > 0) {
                int changes = random.nextInt(4);
                for (int i = 0; i < changes; i++) {
                  long id = 1 + random.nextInt(most + 20);
                  github.put("r", id, RUN.plusSeconds(now.addAndGet(random.nextInt(2))));
                }
              }
            });
        var reader = new Reader(github.url(), RUN, Map.of("max_records_per_batch", limit));
        Offset at = reader.read(Offset.INITIAL);
        quiet.set(0);
        reader.runStart(RUN.plusSeconds(86_400));
        at = reader.read(at);

        assertThat(reader.state()).as("seed %d", seed).isEqualTo(Reader.state(github));
        assertThat(reader.read(at)).isEqualTo(at);
      }
    }
  }

  @Test
  void aDeletedRowHidesNoOther() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 350; id++) {
        github.put("r", id, START.plusSeconds(id / 2));
      }
      var gone = new AtomicInteger();
      github.afterEachAnswer(() -> github.rows("r").remove((long) gone.incrementAndGet()));
      var reader = new Reader(github.url(), RUN, Map.of());
      reader.read(Offset.INITIAL);

      assertThat(reader.ids()).containsAll(github.rows("r").keySet());
    }
  }

  @Test
  void aReadGoesOnFromEveryOffsetHoursLaterInAnotherRun() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 460; id++) {
        github.put("r", id, START.plusSeconds(id <= 250 ? 7 : id));
      }
      var whole = new Reader(github.url(), RUN, Map.of());
      Offset end = whole.read(Offset.INITIAL);

      for (int stop = 0; stop < whole.offsets().size(); stop++) {
        var reader = new Reader(github.url(), RUN, Map.of());
        Offset at = Offset.INITIAL;
        for (int i = 0; i <= stop; i++) {
          at = reader.page(at).end();
        }
        reader.runStart(RUN.plusSeconds(7200));
        assertThat(reader.read(at)).as("after page %d", stop).isEqualTo(end);
        assertThat(reader.state()).as("after page %d", stop).isEqualTo(Reader.state(github));
      }
    }
  }

  @Test
  void theRunAfterAWalkThatStoppedWalksOnceMore() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 150; id++) {
        github.put("r", id, START.plusSeconds(id));
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      Offset stopped = reader.page(Offset.INITIAL).end();
      reader.runStart(RUN.plusSeconds(60));
      Page finished = reader.page(stopped);

      assertThat(finished.last()).isFalse();
      assertThat(finished.end()).isEqualTo(rest("2025-01-01T00:02:30Z"));
      assertThat(reader.read(finished.end())).isEqualTo(finished.end());
    }
  }

  @Test
  void aRowDatedInTheFutureIsReadAndHidesNoOther() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      github.put("r", 1, START);
      for (int id = 2; id <= 150; id++) {
        github.put("r", id, Instant.parse("2099-01-01T00:00:00Z"));
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      Offset end = reader.read(Offset.INITIAL);
      assertThat(end).isEqualTo(rest("2025-01-01T00:00:00Z"));
      assertThat(reader.ids()).hasSize(150).doesNotHaveDuplicates();

      github.put("r", 200, START.plusSeconds(5));
      reader.runStart(RUN.plusSeconds(60));
      reader.read(end);
      assertThat(reader.ids()).contains(200L);
    }
  }

  @Test
  void offsetsHoldNeitherHostNorToken() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 350; id++) {
        github.put("r", id, START);
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      reader.read(Offset.INITIAL);

      var texts = new ArrayList<String>();
      reader.offsets().forEach(offset -> texts.add(offset.json()));
      assertThat(texts).noneMatch(text -> text.contains("127.0.0.1"));
      assertThat(texts.get(0))
          .startsWith(
              "{\"cursor\":\"2025-01-01T00:00:00Z\",\"cursor_run\":\"2025-06-01T00:00:00Z\","
                  + "\"next\":\"/repositories/r/issues?");
      assertThat(reader.ids()).hasSize(350).doesNotHaveDuplicates();
      assertThat(github.requests()).hasSize(4);
    }
  }

  @Test
  void anEmptyRepositoryLeavesTheOffsetAlone() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      github.rows("r");
      assertThat(new Reader(github.url(), RUN, Map.of()).read(Offset.INITIAL))
          .isEqualTo(Offset.INITIAL);
    }
  }

  @Test
  void twoReadsFromOneOffsetGiveTheSamePage() throws IOException {
    try (var github = new FakeGithub(Paging.COUNTED)) {
      for (int id = 1; id <= 150; id++) {
        github.put("r", id, START.plusSeconds(id));
      }
      var reader = new Reader(github.url(), RUN, Map.of());
      Page one = reader.page(Offset.INITIAL);
      Page two = reader.page(Offset.INITIAL);

      assertThat(two.end()).isEqualTo(one.end());
      assertThat(reader.ids().subList(0, 100)).isEqualTo(reader.ids().subList(100, 200));
    }
  }
}
