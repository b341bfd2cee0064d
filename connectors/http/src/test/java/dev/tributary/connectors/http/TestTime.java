package dev.tributary.connectors.http;

import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** A clock that only its sleeper moves, and a count of what the client reports. */
final class TestTime implements InstantSource, Sleeper, ReadMetrics {
  private Instant now;
  private final List<Duration> sleeps = new ArrayList<>();
  private int requests;
  private int retries;
  private Duration waited = Duration.ZERO;
  private final List<String> waits = new CopyOnWriteArrayList<>();

  TestTime(Instant start) {
    now = start;
  }

  static TestTime now() {
    return new TestTime(Instant.now());
  }

  /** The largest value each time: backoff without jitter. */
  static RandomGenerator largest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }

  RestClient.Builder client(java.net.URI url) {
    return RestClient.of(url).clock(this).sleeper(this).metrics(this).random(largest());
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void sleep(Duration time) {
    sleeps.add(time);
    now = now.plus(time);
  }

  List<Duration> sleeps() {
    return sleeps;
  }

  int requests() {
    return requests;
  }

  int retries() {
    return retries;
  }

  Duration waited() {
    return waited;
  }

  /** What was waited for and until when, in seconds since some time. */
  List<String> waits(Instant since) {
    return waits.stream()
        .map(
            wait -> {
              String[] parts = wait.split(" ");
              return parts[0] + " " + Duration.between(since, Instant.parse(parts[1])).toSeconds();
            })
        .toList();
  }

  @Override
  public void waiting(Wait reason, Instant until) {
    waits.add(reason + " " + until);
  }

  @Override
  public void request() {
    requests++;
  }

  @Override
  public void retry() {
    retries++;
  }

  @Override
  public void waited(Duration time) {
    waited = waited.plus(time);
  }
}
