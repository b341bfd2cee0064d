package dev.tributary.connectors.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends bytes as they stand and closes the connection: for answers no proper server gives. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  private final String[] answers;
  private final boolean holdsOpen;

  private RawServer(boolean holdsOpen, String... answers) throws IOException {
    this.answers = answers;
    this.holdsOpen = holdsOpen;
    var thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A server that closes the connection behind each answer; the last answer is repeated. */
  static RawServer thatCloses(String... answers) throws IOException {
    return new RawServer(false, answers);
  }

  /** A server that sends nothing behind an answer and does not close the connection either. */
  static RawServer thatStalls(String answer) throws IOException {
    return new RawServer(true, answer);
  }

  private void serve() {
    while (true) {
      try (Socket client = socket.accept()) {
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        int number = Math.min(connections.getAndIncrement(), answers.length - 1);
        client.getOutputStream().write(answers[number].getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        if (holdsOpen) {
          closed.await();
        }
      } catch (IOException | InterruptedException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
