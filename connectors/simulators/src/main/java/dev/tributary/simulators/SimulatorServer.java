package dev.tributary.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An HTTP server on a free port of loopback that says what an {@link Api} says, one request at a
 * time. It is not the JDK's, which neither lets the {@code Date} of an answer be set nor cuts one
 * off.
 */
public final class SimulatorServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Thread acceptor;
  private final SimulatorClock clock;
  private final Api api;
  private final Faults faults = new Faults();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private Consumer<Request> afterEachAnswer = request -> {};

  private SimulatorServer(ServerSocket socket, SimulatorClock clock, Api api) {
    this.socket = socket;
    this.clock = clock;
    this.api = api;
    this.acceptor = daemon("simulator", this::accept);
  }

  /** Starts a server. */
  public static SimulatorServer start(SimulatorClock clock, Api api) {
    try {
      var socket = new ServerSocket(0, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      var server = new SimulatorServer(socket, clock, api);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a simulator on loopback", e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  public SimulatorClock clock() {
    return clock;
  }

  public Faults faults() {
    return faults;
  }

  /** All requests that came, in order, those that failed among them. */
  public List<Request> requests() {
    return requests;
  }

  /** Changes the source while no request is being answered. */
  public synchronized void change(Runnable change) {
    change.run();
  }

  /**
   * Lets something happen after each answer: when it has been put together, and before its client
   * can know of it and ask again.
   */
  public synchronized void afterEachAnswer(Consumer<Request> action) {
    afterEachAnswer = action;
  }

  synchronized Response answer(Request request) {
    requests.add(request);
    Response answer;
    try {
      answer = faults.answer(request, api);
    } catch (RuntimeException e) {
      // Not 500, which a client would try again: the simulator itself, or its test, is wrong.
      answer = Response.text(418, "text/plain", "The simulator failed on " + request + ": " + e);
    }
    afterEachAnswer.accept(request);
    return answer;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        keep(client);
        daemon("simulator-client", () -> serve(client)).start();
      } catch (IOException expected) {
        // Closed, or a client that was gone before it was there.
      }
    }
  }

  /** A socket goes on to accept until its thread has noticed that it is closed. */
  private void keep(Socket client) throws IOException {
    synchronized (open) {
      if (socket.isClosed()) {
        client.close();
      } else {
        open.add(client);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      new Conversation(client, this).hold();
    } catch (IOException expected) {
      // The client has gone away, as it may.
    } finally {
      open.remove(client);
    }
  }

  private static Thread daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns when nobody can connect any more. */
  @Override
  public void close() {
    try {
      socket.close();
      // The port is free when the thread that waits at it has noticed.
      acceptor.join();
      synchronized (open) {
        for (Socket client : open) {
          client.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop the simulator at " + url(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
