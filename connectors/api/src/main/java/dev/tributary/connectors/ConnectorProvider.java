package dev.tributary.connectors;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Describes a connector and makes instances of it. Found through {@link java.util.ServiceLoader};
 * must have a public constructor without parameters.
 */
public interface ConnectorProvider {

  /** The name in connections: lower case, unique among the providers on the class path. */
  String name();

  /** What the source is, in one line. */
  String description();

  /** The options of a connection: credentials and where the source is. */
  List<Option> connectionOptions();

  /**
   * The options that one table takes: exactly those it heeds.
   *
   * @throws ConnectorException if there is no such table; the message names the closest one
   */
  List<Option> tableOptions(String table);

  /** The tables that are known without asking the source, for messages and documentation. */
  List<String> knownTables();

  /**
   * Which account of the source a connection reads, as a host or account name without secrets. A
   * table's state records it, so that rows of two accounts never mix; it must not change with
   * credentials.
   */
  String account(Options connection);

  /**
   * The host of an address, with its port where that is not the scheme's own: what {@link #account}
   * says where each account has a host of its own.
   */
  static String host(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == usual ? host : host + ":" + url.getPort();
  }

  /**
   * Makes an instance. Asks nothing of the source.
   *
   * @param connection checked against {@link #connectionOptions()}
   */
  LakeflowConnect create(Options connection, ConnectorContext context);
}
