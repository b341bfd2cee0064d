package dev.tributary.connectors.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Cleans texts of secrets: of every secret that is known, plain, percent-encoded or escaped as in
 * JSON, and of the values of query parameters whose names look like secrets.
 */
public final class Redactor {
  static final String HIDDEN = "***";

  /** The parameter's name, in front of it a start, {@code ?}, {@code &} or white space. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)((?:^|[?&\\s])[\\w.%-]*(?:token|secret|password|passwd|api_?-?key|access_?-?key"
              + "|signature|credential|auth)[\\w.%-]*=)[^&#\\s\"'<>]+");

  private final Supplier<List<String>> secrets;

  /**
   * @param secrets asked at each use, for tokens are renewed
   */
  public Redactor(Supplier<List<String>> secrets) {
    this.secrets = secrets;
  }

  /** The text without secrets. */
  public String clean(String text) {
    String cleaned = text;
    for (String form : forms()) {
      cleaned = cleaned.replace(form, HIDDEN);
    }
    return SECRET_PARAMETER.matcher(cleaned).replaceAll("$1" + HIDDEN);
  }

  /** The URL without secrets and without user information. */
  public String clean(URI url) {
    String text = url.toString();
    String userInfo = url.getRawUserInfo();
    return clean(userInfo == null ? text : text.replace(userInfo + "@", HIDDEN + "@"));
  }

  /** Whether the text holds a secret that is known, in any of its forms. */
  public boolean holdsSecret(String text) {
    return forms().stream().anyMatch(text::contains);
  }

  /** Longer forms first: a secret may be part of another. */
  private SortedSet<String> forms() {
    var forms =
        new TreeSet<String>(
            Comparator.comparing(String::length).reversed().thenComparing(text -> text));
    for (String secret : secrets.get()) {
      if (!secret.isEmpty()) {
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
      }
    }
    return forms;
  }
}
