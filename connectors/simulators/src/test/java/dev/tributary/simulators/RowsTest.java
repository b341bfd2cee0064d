package dev.tributary.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");

  @Test
  void filtersTakeTheirBorderOrNot() {
    var rows = new Rows();
    for (long id = 1; id <= 3; id++) {
      rows.put("" + id, Response.object().put("id", id).put("at", NOON.plusSeconds(id).toString()));
    }
    rows.put("4", Response.object().put("id", 4).put("at", NOON.plusSeconds(2).getEpochSecond()));
    Instant two = NOON.plusSeconds(2);

    assertThat(ids(rows.query().from("at", two, Bound.INCLUSIVE))).containsExactly(2L, 3L, 4L);
    assertThat(ids(rows.query().from("at", two, Bound.EXCLUSIVE))).containsExactly(3L);
    assertThat(ids(rows.query().until("at", two, Bound.INCLUSIVE))).containsExactly(1L, 2L, 4L);
    assertThat(ids(rows.query().until("at", two, Bound.EXCLUSIVE))).containsExactly(1L);
    assertThat(ids(rows.query().from("at", null, Bound.EXCLUSIVE).sorted(Rows.order("at", "id"))))
        .containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  void slicesKnowWhetherMoreFollows() {
    List<Integer> all = List.of(1, 2, 3, 4, 5);

    assertThat(Slice.numbered(all, 2, 2)).isEqualTo(new Slice<>(List.of(3, 4), true));
    assertThat(Slice.numbered(all, 3, 2)).isEqualTo(new Slice<>(List.of(5), false));
    assertThat(Slice.numbered(all, Integer.MAX_VALUE, 100))
        .isEqualTo(new Slice<>(List.of(), false));
    assertThat(Slice.behind(all, item -> item <= 3, 2))
        .isEqualTo(new Slice<>(List.of(4, 5), false));
  }

  @Test
  void aLimitIsThereAgainWithItsNextWindow() {
    SimulatorClock clock = SimulatorClock.standing(NOON);
    var limiter = new RateLimiter(2, Duration.ofMinutes(1), clock);

    assertThat(List.of(limiter.admit(), limiter.admit(), limiter.admit()))
        .containsExactly(true, true, false);
    clock.advance(Duration.ofMillis(1500));
    assertThat(limiter.retryAfterSeconds()).isEqualTo(59);
    assertThat(limiter.resetAt()).isEqualTo(NOON.plusSeconds(60));
    clock.advance(Duration.ofSeconds(59));
    assertThat(limiter.remaining()).isEqualTo(2);
    assertThat(limiter.admit()).isTrue();
  }

  private static List<Long> ids(Rows.Query query) {
    return query.list().stream().map((ObjectNode row) -> row.path("id").longValue()).toList();
  }
}
