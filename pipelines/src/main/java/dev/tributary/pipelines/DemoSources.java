package dev.tributary.pipelines;

import dev.tributary.connectors.ConnectorException;
import java.util.Map;

/** Starts what stands behind {@code "base_url": "demo:<source>?…"} of a connection. */
@FunctionalInterface
public interface DemoSources {

  /** What such addresses begin with. */
  String SCHEME = "demo:";

  /**
   * A demo that is running.
   *
   * @param source the name of its connector
   * @param account what names its data: the same on every day and for any size, other than that of
   *     any real account
   * @param connection the options that a connection to it takes, {@code base_url} among them
   */
  record Demo(String source, String account, Map<String, String> connection) {
    public Demo {
      connection = Map.copyOf(connection);
    }
  }

  /**
   * Starts a demo, which runs until its owner ends it.
   *
   * @throws ConnectorException if there is none of that address
   */
  Demo start(String address);

  /** For programs that have none. */
  static DemoSources none() {
    return address -> {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Cannot start '" + address + "': this program has no demos. Give the URL of a source");
    };
  }
}
