package dev.tributary.connectors.http;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request that is sent before it is asked for. What it counts is reported when it is taken; that
 * it waits is told at once, for whoever asks for it then waits too.
 */
final class Ahead {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "prefetch");
            thread.setDaemon(true);
            return thread;
          });

  private final RestRequest request;
  private final Future<RestResponse> answer;
  private final Recorder recorder;

  private Ahead(RestRequest request, Future<RestResponse> answer, Recorder recorder) {
    this.request = request;
    this.answer = answer;
    this.recorder = recorder;
  }

  static Ahead begin(
      RestRequest request, ReadMetrics metrics, Function<ReadMetrics, RestResponse> call) {
    var recorder = new Recorder(metrics);
    return new Ahead(request, THREADS.submit(() -> call.apply(recorder)), recorder);
  }

  boolean isFor(RestRequest other) {
    return other.method().equals(request.method()) && other.url().equals(request.url());
  }

  /**
   * The answer, as if it had been asked for only now.
   *
   * @param interrupted the failure if this thread is interrupted
   */
  RestResponse take(ReadMetrics metrics, Supplier<ConnectorException> interrupted) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw interrupted.get();
    } catch (CancellationException e) {
      throw interrupted.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A prefetch failed", e.getCause());
    } finally {
      recorder.replay(metrics);
    }
  }

  void drop() {
    answer.cancel(true);
  }

  private static final class Recorder implements ReadMetrics {
    private final List<Consumer<ReadMetrics>> events = new ArrayList<>();
    private final ReadMetrics metrics;

    Recorder(ReadMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public synchronized void request() {
      events.add(ReadMetrics::request);
    }

    @Override
    public synchronized void retry() {
      events.add(ReadMetrics::retry);
    }

    @Override
    public synchronized void waited(Duration time) {
      events.add(metrics -> metrics.waited(time));
    }

    @Override
    public void waiting(Wait reason, Instant until) {
      metrics.waiting(reason, until);
    }

    synchronized void replay(ReadMetrics metrics) {
      events.forEach(event -> event.accept(metrics));
    }
  }
}
