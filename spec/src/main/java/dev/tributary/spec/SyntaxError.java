package dev.tributary.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/**
 * Says in plain words why a text is not JSON. Jackson's own messages speak of tokens and repeat
 * pieces of the text, which may be a password.
 */
final class SyntaxError {
  private final String text;
  private final JsonProcessingException cause;
  private final JsonLocation place;

  SyntaxError(String text, JsonProcessingException cause, JsonLocation place) {
    this.text = text;
    this.cause = cause;
    this.place = place;
  }

  SpecProblem problem(String file) {
    // Jackson points behind the last character that it took.
    int last = Math.toIntExact(Math.min(place.getCharOffset(), text.length())) - 1;
    int start = wordStart(Math.max(last, 0));
    int column = Math.max(1, place.getColumnNr() - 1 - (last - start));
    return new SpecProblem(
        file,
        "",
        place.getLineNr(),
        "Not valid JSON at column " + column + ": " + explanation(start));
  }

  private String explanation(int offset) {
    if (cause instanceof JsonEOFException) {
      return "the document ends too early; a closing brace, bracket or quote is missing";
    }
    if (!(cause instanceof JsonParseException)) {
      return "the document is nested too deeply, or a number or a string is too long";
    }
    char found = text.charAt(offset);
    String expected = cause.getOriginalMessage();
    if (found == '\'') {
      return "strings take double quotes, not single ones";
    }
    if (found == '/' || found == '#') {
      return "JSON has no comments; remove this one";
    }
    if (found == '\n' || found == '\r') {
      return "a string must end in the line it begins in; a closing quote is missing";
    }
    if ((found == '}' || found == ']') && before(offset) == ',') {
      return "remove the comma before '" + found + "'";
    }
    if (expected.contains("was expecting comma")) {
      return "a comma is missing before this place";
    }
    if (expected.contains("was expecting a colon")) {
      return "a colon is missing before this place";
    }
    if (expected.contains("character escape") || expected.contains("hex-digit")) {
      return "a backslash in a string begins an escape; write two for a backslash itself";
    }
    if (expected.contains("close marker")) {
      return "'" + found + "' closes what is not open";
    }
    if (Character.isLetter(found)) {
      return "a word without quotes; strings and names take double quotes, and the only other words"
          + " are true, false and null";
    }
    if (expected.contains("numeric value")) {
      return "this is not a number as JSON writes them; put it in double quotes if it is a string";
    }
    return "'" + found + "' cannot stand here";
  }

  /** The start of the word that ends at an offset, or the offset itself. */
  private int wordStart(int offset) {
    int start = offset;
    while (start > 0 && isWord(start) && isWord(start - 1)) {
      start--;
    }
    return start;
  }

  private boolean isWord(int offset) {
    return Character.isLetterOrDigit(text.charAt(offset)) || text.charAt(offset) == '_';
  }

  private char before(int offset) {
    String before = text.substring(0, offset).stripTrailing();
    return before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
  }
}
