package dev.tributary.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a list says where its next page is. The answer to one page gives the address of the next, to
 * be stored with {@link RestClient#store} and read with {@link RestClient#follow}.
 */
@FunctionalInterface
public interface Paging {

  /** The next page; empty if the answer was the last one. */
  Optional<URI> next(RestResponse answer);

  /** By the {@code Link} header: RFC 8288. */
  static Paging linkHeader() {
    return answer -> answer.link("next");
  }

  /**
   * By an address in the body.
   *
   * @param pointer the JSON pointer of the address, which is null or absent on the last page
   */
  static Paging linkInBody(String pointer) {
    return answer -> text(answer, pointer).map(answer.url()::resolve);
  }

  /**
   * By a cursor or page token in the body, which is sent back as a parameter of the same address.
   *
   * @param pointer the JSON pointer of the cursor, which is null, empty or absent on the last page
   */
  static Paging cursorInBody(String pointer, String parameter) {
    return answer -> text(answer, pointer).map(cursor -> with(answer.url(), parameter, cursor));
  }

  /**
   * By a member of the page's last row.
   *
   * @param more the JSON pointer of the boolean that says whether anything follows
   * @param rows the JSON pointer of the rows
   */
  static Paging lastRow(String more, String rows, String member, String parameter) {
    return answer -> {
      JsonNode page = answer.json().at(rows);
      if (!answer.json().at(more).asBoolean() || page.isEmpty()) {
        return Optional.empty();
      }
      String last = page.get(page.size() - 1).path(member).asText();
      return Optional.of(with(answer.url(), parameter, last));
    };
  }

  /**
   * By counting rows, for lists that have nothing better: they skip rows where they change.
   *
   * @param rows the JSON pointer of the rows; a page without any is the last
   */
  static Paging offset(String rows, String parameter) {
    return answer -> {
      int size = answer.json().at(rows).size();
      long before = parameter(answer.url(), parameter).map(Long::parseLong).orElse(0L);
      return size == 0
          ? Optional.empty()
          : Optional.of(with(answer.url(), parameter, Long.toString(before + size)));
    };
  }

  private static Optional<String> text(RestResponse answer, String pointer) {
    JsonNode value = answer.json().at(pointer);
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  private static Optional<String> parameter(URI url, String name) {
    return parameters(url).stream()
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter -> parameter.substring(name.length() + 1))
        .findFirst();
  }

  /** The address with a parameter in the place of what it was. */
  private static URI with(URI url, String name, String value) {
    String encoded = RestClient.encode(name);
    List<String> parameters = parameters(url);
    parameters.removeIf(parameter -> parameter.startsWith(encoded + "="));
    parameters.add(encoded + "=" + RestClient.encode(value));
    return url.resolve(url.getRawPath() + "?" + String.join("&", parameters));
  }

  private static List<String> parameters(URI url) {
    String query = url.getRawQuery();
    return new ArrayList<>(
        query == null || query.isEmpty() ? List.of() : List.of(query.split("&", -1)));
  }
}
