package dev.tributary.connectors;

import java.util.List;
import java.util.Objects;

/**
 * An option that a connection or a table takes. Instances are immutable; the methods that refine
 * one return another.
 *
 * @param name lower case, words parted by underscores
 * @param type what its values are
 * @param description one sentence for whoever writes a spec
 * @param required whether it must be given
 * @param secret whether its value must never be shown
 * @param identifiesSource whether it says which data is read, so that two values of it never feed
 *     one table
 * @param defaultValue the value where none is given, as text; null for none
 * @param choices the values allowed; empty if all of the type are
 * @param least of {@link Type#INTEGER} the least value allowed
 * @param most of {@link Type#INTEGER} the greatest value allowed
 */
public record Option(
    String name,
    Type type,
    String description,
    boolean required,
    boolean secret,
    boolean identifiesSource,
    String defaultValue,
    List<String> choices,
    long least,
    long most) {

  /** What an option's values are. */
  public enum Type {
    STRING("a string"),
    INTEGER("an integer of zero or more"),
    BOOLEAN("true or false"),
    /** A day, which stands for its start in UTC, or an instant, both as in ISO 8601. */
    INSTANT("a date like 2025-01-31 or an instant like 2025-01-31T12:00:00Z"),
    /** One string or an array of strings. */
    LIST("a string or an array of strings"),
    /** An http or https address. */
    URL("an http or https URL without credentials");

    private final String expectation;

    Type(String expectation) {
      this.expectation = expectation;
    }

    /** What a value must be, to follow "must be". */
    public String expectation() {
      return expectation;
    }
  }

  public Option {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    choices = List.copyOf(choices);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Invalid option name: '" + name + "'");
    }
    if (required && defaultValue != null) {
      throw new IllegalArgumentException(
          "Invalid option '" + name + "': required and with a default");
    }
    if (secret && (identifiesSource || defaultValue != null)) {
      throw new IllegalArgumentException(
          "Invalid option '" + name + "': a secret neither identifies a source nor has a default");
    }
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("Invalid option '" + name + "': no value is allowed");
    }
  }

  public static Option of(String name, Type type, String description) {
    return new Option(
        name, type, description, false, false, false, null, List.of(), 0, Long.MAX_VALUE);
  }

  /** This option, which must be given. */
  public Option asRequired() {
    return new Option(
        name,
        type,
        description,
        true,
        secret,
        identifiesSource,
        defaultValue,
        choices,
        least,
        most);
  }

  /** This option, whose value must never be shown. */
  public Option asSecret() {
    return new Option(
        name,
        type,
        description,
        required,
        true,
        identifiesSource,
        defaultValue,
        choices,
        least,
        most);
  }

  /** This option, which says which data is read. */
  public Option asSourceIdentity() {
    return new Option(
        name, type, description, required, secret, true, defaultValue, choices, least, most);
  }

  /** This option with the value that it has where none is given. */
  public Option withDefault(String value) {
    return new Option(
        name, type, description, required, secret, identifiesSource, value, choices, least, most);
  }

  /** This option, with no values but these. */
  public Option withChoices(String... values) {
    return new Option(
        name,
        type,
        description,
        required,
        secret,
        identifiesSource,
        defaultValue,
        List.of(values),
        least,
        most);
  }

  /** This {@link Type#INTEGER}, with no values but those from one to another. */
  public Option withRange(long least, long most) {
    return new Option(
        name,
        type,
        description,
        required,
        secret,
        identifiesSource,
        defaultValue,
        choices,
        least,
        most);
  }

  /** This {@link Type#INTEGER}, which is one or more. */
  public Option asPositive() {
    return withRange(1, Long.MAX_VALUE);
  }
}
