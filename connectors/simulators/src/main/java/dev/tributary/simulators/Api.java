package dev.tributary.simulators;

/**
 * What a server says. Called by one thread at a time, so that an implementation's state needs no
 * locks.
 */
@FunctionalInterface
public interface Api {

  Response answer(Request request);

  /** An error as this API words it. */
  default Response error(int status, String message) {
    return Response.json(status, Response.object().put("message", message));
  }
}
