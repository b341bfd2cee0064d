package dev.tributary.connectors;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Secrets that texts are cleaned of: every one that is known, plain, percent-encoded or escaped as
 * in JSON, the values of query parameters whose names look like secrets, and what looks like a key.
 * Immutable.
 */
public final class Secrets implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String HIDDEN = "***";

  /** The parameter's name, in front of it a start, {@code ?}, {@code &} or white space. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)((?:^|[?&\\s])[\\w.%-]*(?:token|secret|password|passwd|api_?-?key|access_?-?key"
              + "|signature|credential|auth)[\\w.%-]*=)[^&#\\s\"'<>]+");

  /** Keys of Stripe, of which its own messages show a part. */
  private static final Pattern KEY = Pattern.compile("\\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9*]+");

  /** No secret is known. */
  public static final Secrets NONE = new Secrets(List.of());

  /** Longer forms first: a secret may be part of another. */
  private final List<String> forms;

  private Secrets(List<String> forms) {
    this.forms = List.copyOf(forms);
  }

  public static Secrets of(Collection<String> secrets) {
    return NONE.and(secrets);
  }

  /** These and the secrets among the values of some options. */
  public Secrets and(Options options) {
    return and(options.secrets());
  }

  /** These and others. */
  public Secrets and(Collection<String> secrets) {
    Set<String> all = new HashSet<>(forms);
    for (String secret : secrets) {
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
  public String clean(String text) {
    if (text == null) {
      return null;
    }
    String cleaned = text;
    for (String form : forms) {
      cleaned = cleaned.replace(form, HIDDEN);
    }
    cleaned = SECRET_PARAMETER.matcher(cleaned).replaceAll("$1" + HIDDEN);
    return KEY.matcher(cleaned).replaceAll(HIDDEN);
  }

  /** The URL without secrets and without user information. */
  public String clean(URI url) {
    String text = url.toString();
    String userInfo = url.getRawUserInfo();
    return clean(userInfo == null ? text : text.replace(userInfo + "@", HIDDEN + "@"));
  }

  /** Whether the text holds a secret that is known, in any of its forms. */
  public boolean areIn(String text) {
    return forms.stream().anyMatch(text::contains);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
