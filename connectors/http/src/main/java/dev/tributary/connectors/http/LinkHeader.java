package dev.tributary.connectors.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The links of {@code Link} headers, as RFC 8288, section 3, writes them. Of a malformed header the
 * links before the fault are taken.
 */
public final class LinkHeader {

  /**
   * A link.
   *
   * @param target resolved against the URL of the answer
   * @param parameters by name in lower case; the first of a name counts
   */
  public record Link(URI target, Map<String, String> parameters) {
    public Link {
      parameters = Map.copyOf(parameters);
    }

    /** Whether the link has the relation type; types compare without case. */
    public boolean has(String relation) {
      for (String type : parameters.getOrDefault("rel", "").trim().split("\\s+", -1)) {
        if (type.equalsIgnoreCase(relation)) {
          return true;
        }
      }
      return false;
    }
  }

  private final String text;
  private final URI base;
  private int position;

  private LinkHeader(String text, URI base) {
    this.text = text;
    this.base = base;
  }

  /**
   * The links of a header's value.
   *
   * @param base the URL of the answer, against which relative targets are resolved
   */
  public static List<Link> parse(String value, URI base) {
    return new LinkHeader(value, base).links();
  }

  /** The target of the first link with the relation type. */
  public static Optional<URI> find(List<String> values, URI base, String relation) {
    for (String value : values) {
      for (Link link : parse(value, base)) {
        if (link.has(relation)) {
          return Optional.of(link.target());
        }
      }
    }
    return Optional.empty();
  }

  private List<Link> links() {
    var links = new ArrayList<Link>();
    while (true) {
      skipBlanksAnd(',');
      if (!take('<')) {
        return links;
      }
      int end = text.indexOf('>', position);
      if (end < 0) {
        return links;
      }
      String target = text.substring(position, end).trim();
      position = end + 1;
      Map<String, String> parameters = parameters();
      try {
        links.add(new Link(base.resolve(target), parameters));
      } catch (IllegalArgumentException e) {
        return links;
      }
    }
  }

  private Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    skipBlanks();
    while (take(';')) {
      skipBlanks();
      String name = token().toLowerCase(Locale.ROOT);
      skipBlanks();
      String value = "";
      if (take('=')) {
        skipBlanks();
        value = take('"') ? quoted() : token();
      }
      if (!name.isEmpty()) {
        parameters.putIfAbsent(name, value);
      }
      skipBlanks();
    }
    return parameters;
  }

  private String token() {
    int start = position;
    while (position < text.length() && " \t;,=\"".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return text.substring(start, position);
  }

  private String quoted() {
    var value = new StringBuilder();
    while (position < text.length()) {
      char character = text.charAt(position++);
      if (character == '"') {
        break;
      }
      if (character == '\\' && position < text.length()) {
        character = text.charAt(position++);
      }
      value.append(character);
    }
    return value.toString();
  }

  private boolean take(char expected) {
    boolean found = position < text.length() && text.charAt(position) == expected;
    if (found) {
      position++;
    }
    return found;
  }

  private void skipBlanks() {
    skipBlanksAnd(' ');
  }

  private void skipBlanksAnd(char other) {
    while (position < text.length()
        && (" \t".indexOf(text.charAt(position)) >= 0 || text.charAt(position) == other)) {
      position++;
    }
  }
}
