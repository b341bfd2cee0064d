package dev.tributary.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An HTTP server on a free port, of loopback unless {@link #urlFor others} ask, that says what an
 * {@link Api} says, one request at a time. It is not the JDK's, which neither lets the {@code Date}
 * of an answer be set nor cuts one off.
 */
public final class SimulatorServer implements AutoCloseable {
  private final Listener onLoopback;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final SimulatorClock clock;
  private final Api api;
  private final Faults faults = new Faults();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private Consumer<Request> afterEachAnswer = request -> {};

  /** A port with the thread that waits at it. */
  private record Listener(ServerSocket socket, Thread acceptor) {}

  private SimulatorServer(SimulatorClock clock, Api api) throws IOException {
    this.clock = clock;
    this.api = api;
    this.onLoopback = listen(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /** Starts a server. */
  public static SimulatorServer start(SimulatorClock clock, Api api) {
    try {
      return new SimulatorServer(clock, api);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a simulator on loopback", e);
    }
  }

  private Listener listen(InetAddress address) throws IOException {
    var socket = new ServerSocket(0, 0, address);
    var listener = new Listener(socket, daemon("simulator", () -> accept(socket)));
    listeners.add(listener);
    listener.acceptor().start();
    return listener;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + onLoopback.socket().getLocalPort());
  }

  /**
   * Listens to other machines as well, who know this one by a name.
   *
   * @return the URL for them
   */
  public URI urlFor(String host) {
    try {
      Listener listener = listen(new InetSocketAddress(0).getAddress());
      return URI.create("http://" + host + ":" + listener.socket().getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a simulator for other machines", e);
    }
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

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        keep(client, socket);
        daemon("simulator-client", () -> serve(client)).start();
      } catch (IOException expected) {
        // Closed, or a client that was gone before it was there.
      }
    }
  }

  /** A socket goes on to accept until its thread has noticed that it is closed. */
  private void keep(Socket client, ServerSocket socket) throws IOException {
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
      for (Listener listener : listeners) {
        listener.socket().close();
        // The port is free when the thread that waits at it has noticed.
        listener.acceptor().join();
      }
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
