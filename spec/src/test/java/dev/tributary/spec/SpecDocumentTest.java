package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecDocumentTest {
  @Test
  void everyValueKnowsItsLine() {
    SpecDocument document =
        parse(
            """
            {
              "a": 1,
              "b": [
                true,
                { "c/d~e": null }
              ]
            }
            """);

    assertThat(document.line("")).isEqualTo(1);
    assertThat(document.line("/a")).isEqualTo(2);
    assertThat(document.line("/b")).isEqualTo(3);
    assertThat(document.line("/b/0")).isEqualTo(4);
    assertThat(document.line("/b/1/c~1d~0e")).isEqualTo(5);
  }

  @Test
  void whatIsAbsentIsWhereItsParentIs() {
    SpecDocument document = parse("{\n \"a\": {\n \"b\": {} } }");

    assertThat(document.line("/a/b/c/d")).isEqualTo(3);
    assertThat(document.line("/x/y")).isEqualTo(1);
  }

  @Test
  void valuesLoseNothing() {
    JsonNode root =
        parse("{\"big\": 123456789012345678901234567890, \"exact\": 1.10, \"small\": 7}").root();

    assertThat(root.get("big")).hasToString("123456789012345678901234567890");
    assertThat(root.get("exact").decimalValue()).isEqualTo(new BigDecimal("1.10"));
    assertThat(root.get("small").isInt()).isTrue();
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(parse("\uFEFF{\"a\": 1}").root().get("a").intValue()).isEqualTo(1);
  }

  @Test
  void aMemberGivenTwiceIsAProblemAtItsSecondPlace() {
    SpecDocument document =
        parse("{\n \"a\": {\"x\": 1},\n \"b\": 2,\n \"a\": {\"x\": 3, \"y\": 4} }");

    assertThat(document.root().at("/a/x").intValue()).isEqualTo(1);
    assertThat(Problems.of(document).list())
        .extracting(SpecProblem::toString)
        .containsExactly("s.json:4 /a: 'a' is already in line 2; remove one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}         | 1 | 9  | remove the comma before '}'
          [1, ]             | 1 | 5  | remove the comma before ']'
          {"a": 1 "b": 2}   | 1 | 9  | a comma is missing before this place
          {"a" 1}           | 1 | 6  | a colon is missing before this place
          {~ 'a': 1}        | 2 | 2  | strings take double quotes, not single ones
          {"a": True}       | 1 | 7  | a word without quotes; strings and names take double quotes, and the only other words are true, false and null
          {~"a": hunter2}   | 2 | 6  | a word without quotes; strings and names take double quotes, and the only other words are true, false and null
          {"a": 1           | 1 | 7  | the document ends too early; a closing brace, bracket or quote is missing
          {"a": "x~y"}      | 1 | 9  | a string must end in the line it begins in; a closing quote is missing
          // c~{}           | 1 | 1  | JSON has no comments; remove this one
          {"a": 01}         | 1 | 7  | this is not a number as JSON writes them; put it in double quotes if it is a string
          {"a": "C:\\x"}    | 1 | 11 | a backslash in a string begins an escape; write two for a backslash itself
          {"a": 1]          | 1 | 8  | ']' closes what is not open
          {"a": }           | 1 | 7  | '}' cannot stand here
          """)
  void aSyntaxErrorIsToldInPlainWords(String text, int line, int column, String message) {
    assertThatThrownBy(() -> parse(text.replace("~", "\n").replace("\\\\", "\\")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("s.json:" + line + ": Not valid JSON at column " + column + ": " + message);
  }

  @Test
  void textAfterTheEndIsAProblem() {
    assertThatThrownBy(() -> parse("{\n}\n{}"))
        .hasMessage("s.json:3: There is text after the end of the document in line 2; remove it");
    assertThatThrownBy(() -> parse("{} secret"))
        .hasMessage("s.json:1: There is text after the end of the document in line 1; remove it");
  }

  @Test
  void anEmptyDocumentIsAProblem() {
    assertThatThrownBy(() -> parse(" \n ")).hasMessage("s.json:1: The document is empty");
  }

  @Test
  void aDocumentNestedTooDeeplyIsAProblem() {
    assertThatThrownBy(() -> parse("[".repeat(2000)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("the document is nested too deeply");
  }

  @Test
  void textThatIsNotUtf8IsAProblem() {
    assertThatThrownBy(() -> SpecDocument.parse("s.json", new byte[] {'"', (byte) 0xE9, '"'}))
        .hasMessage("s.json: The text is not UTF-8; save it in that encoding");
  }

  @Test
  void aFileIsReadByItsPath(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("s.json");
    Files.writeString(file, "{\"a\": \"é\"}");

    SpecDocument document = SpecDocument.read(file);

    assertThat(document.root().get("a").textValue()).isEqualTo("é");
    assertThat(document.file()).isEqualTo(file.toString());
  }

  @Test
  void aFileThatIsNotThereIsAProblem(@TempDir Path directory) {
    Path file = directory.resolve("s.json");

    assertThatThrownBy(() -> SpecDocument.read(file))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(file + ": Cannot read the file: there is no such file");
  }

  @Test
  void theTextFormHidesTheContent() {
    assertThat(parse("{\"token\": \"hunter2\"}")).hasToString("s.json");
  }

  private static SpecDocument parse(String text) {
    return SpecDocument.parse("s.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
