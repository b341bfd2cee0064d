package dev.tributary.pipelines;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tributary.connectors.Options;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets of a connection and a table, so that what a connector says can be cleaned of them:
 * that a connector's messages hold none is its contract, and a bug of it must not publish them.
 */
final class Secrets implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String HIDDEN = "***";

  static final Secrets NONE = new Secrets(List.of());

  /** Longer forms first: a secret may be part of another. */
  private final List<String> forms;

  private Secrets(List<String> forms) {
    this.forms = List.copyOf(forms);
  }

  /** The secrets among these and the values of some options. */
  Secrets and(Options options) {
    Set<String> all = new HashSet<>(forms);
    for (String secret : options.secrets()) {
      if (!secret.isEmpty()) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        all.add(secret);
        all.add(encoded);
        all.add(encoded.replace("+", "%20"));
        all.add(new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
      }
    }
    return new Secrets(
        all.stream().sorted(Comparator.comparing(String::length).reversed()).toList());
  }

  /** The text without secrets; null stays null. */
  String clean(String text) {
    String cleaned = text;
    for (String form : forms) {
      cleaned = cleaned == null ? null : cleaned.replace(form, HIDDEN);
    }
    return cleaned;
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
