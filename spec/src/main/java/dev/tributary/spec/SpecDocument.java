package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A document in JSON, or in YAML that says the same, which knows in which line each of its values
 * is. Its text form is its name only, for a connection may hold secrets.
 */
public final class SpecDocument {
  private final String file;
  private final JsonNode root;
  private final Map<String, Integer> lines;
  private final List<SpecProblem> duplicates;

  SpecDocument(
      String file, JsonNode root, Map<String, Integer> lines, List<SpecProblem> duplicates) {
    this.file = file;
    this.root = root;
    this.lines = Map.copyOf(lines);
    this.duplicates = List.copyOf(duplicates);
  }

  /**
   * Reads a file, in UTF-8 with or without a byte order mark.
   *
   * @throws InvalidSpecException if it cannot be read or is neither JSON nor YAML; a member given
   *     twice is a problem that {@link Problems#of} carries on
   */
  public static SpecDocument read(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidSpecException(
          new SpecProblem(file.toString(), "", 0, "Cannot read the file: " + reason(e)));
    }
  }

  /**
   * Reads the content of something that messages call {@code name}, by whose ending YAML is known.
   *
   * @throws InvalidSpecException if it is neither
   */
  static SpecDocument parse(String name, byte[] content) {
    try {
      return new DocumentParser(name, decode(content), DocumentFormat.of(name)).parse();
    } catch (CharacterCodingException e) {
      throw new InvalidSpecException(
          new SpecProblem(name, "", 0, "The text is not UTF-8; save it in that encoding"));
    }
  }

  static String decode(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
  }

  /** The name that problems show. */
  public String file() {
    return file;
  }

  /** The document; of members given twice, the first. Not to be changed. */
  public JsonNode root() {
    return root;
  }

  /**
   * The line, from one, in which the value a pointer leads to is named or begins; where there is no
   * such value, that of the closest one around it.
   */
  public int line(String pointer) {
    String existing = pointer;
    while (!lines.containsKey(existing) && !existing.isEmpty()) {
      existing = Pointers.parent(existing);
    }
    return lines.get(existing);
  }

  List<SpecProblem> duplicates() {
    return duplicates;
  }

  @Override
  public String toString() {
    return file;
  }
}
