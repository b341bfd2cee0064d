package dev.tributary.connectors;

import java.util.List;
import java.util.Map;

/**
 * A connector of a source that has the same tables many times, each time of something else: of
 * every repository, say. A namespace says of what; it is a path of segments from the root, as
 * {@code [owner, repository]} of GitHub. The empty path stands for the source as a whole.
 *
 * <p>Segments are names as the source spells them; they hold no secret. A source may know
 * namespaces that it does not list, as public ones of others: they are as good as listed ones.
 *
 * <p>The methods may ask the source, and are called as those of {@link LakeflowConnect} are. Two
 * calls give the same unless the source has changed. They fail with a {@link ConnectorException} of
 * category CONFIGURATION if there is no such namespace; the message names the closest one.
 */
public interface SupportsNamespaces {

  /**
   * The namespaces directly below one, in a fixed order and none twice: whole paths, each of which
   * is the prefix and one more segment. Empty if there are none below it.
   *
   * @param prefix a namespace; the empty path for the roots
   */
  List<List<String>> namespaces(List<String> prefix);

  /**
   * The tables of exactly one namespace, without those of namespaces below it: names of {@link
   * LakeflowConnect#listTables}, in its order. A table may be in several kinds of namespaces.
   *
   * @param namespace a path; the empty one for the tables that can be read outside of any
   */
  List<String> tablesIn(List<String> namespace);

  /**
   * The table options that select a namespace: every table in it takes them, and read with them
   * returns the rows of that namespace. Values are as in specs: texts, numbers, booleans, lists of
   * texts. They are no secrets.
   *
   * @param namespace a path; the empty one has no options
   */
  Map<String, Object> namespaceOptions(List<String> namespace);
}
