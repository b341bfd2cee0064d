package dev.tributary.simulators;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The faults of a server: which request fails, and how. Safe for any thread. */
public final class Faults {
  private static final class Planned {
    private final Predicate<Request> requests;
    private final Fault fault;
    private int skip;
    private int left;

    Planned(Predicate<Request> requests, Fault fault, int skip, int left) {
      this.requests = requests;
      this.fault = fault;
      this.skip = skip;
      this.left = left;
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private final Set<String> expiredTokens = new HashSet<>();
  private int befallen;

  /** The next request fails. */
  public void next(Fault fault) {
    after(0, fault, 1);
  }

  /**
   * Some requests fail.
   *
   * @param skip how many are left alone before, not counting those that an earlier fault befalls
   * @param times how many fail, one after the other
   */
  public void after(int skip, Fault fault, int times) {
    on(request -> true, skip, fault, times);
  }

  /** As {@link #after}, of those requests alone that the predicate chooses. */
  public synchronized void on(Predicate<Request> requests, int skip, Fault fault, int times) {
    planned.add(new Planned(requests, fault, skip, times));
  }

  /**
   * The token of the next request that has one is not accepted from then on, in any request: what
   * is sent as {@code Authorization} is answered 401.
   */
  public void expireToken() {
    next(
        (request, api) -> {
          String token = request.header("Authorization");
          if (token == null) {
            return Optional.empty();
          }
          expiredTokens.add(token);
          return Optional.of(api.error(401, "The token has expired"));
        });
  }

  /** Nothing fails any more; expired tokens stay expired. */
  public synchronized void clear() {
    planned.clear();
  }

  /** How many requests have failed. */
  public synchronized int befallen() {
    return befallen;
  }

  synchronized Response answer(Request request, Api api) {
    String token = request.header("Authorization");
    if (token != null && expiredTokens.contains(token)) {
      return api.error(401, "The token has expired");
    }
    var once = new AnsweredOnce(api);
    for (Planned plan : planned) {
      if (plan.left > 0 && plan.requests.test(request) && plan.skip-- <= 0) {
        Optional<Response> wrong = plan.fault.answer(request, once);
        if (wrong.isPresent()) {
          plan.left--;
          befallen++;
          return wrong.get();
        }
      }
    }
    return once.answer(request);
  }

  /** Several faults may look at the right answer to one request, which may change the source. */
  private static final class AnsweredOnce implements Api {
    private final Api api;
    private Response answer;

    AnsweredOnce(Api api) {
      this.api = api;
    }

    @Override
    public Response answer(Request request) {
      if (answer == null) {
        answer = api.answer(request);
      }
      return answer;
    }

    @Override
    public Response error(int status, String message) {
      return api.error(status, message);
    }
  }
}
