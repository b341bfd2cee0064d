package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that says for whom a command prints. */
final class OutputOption {
  /** How a command prints. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "What is printed on standard output: ${COMPLETION-CANDIDATES}; JSON is one document, and"
              + " nothing else is there. Default: ${DEFAULT-VALUE}")
  private Format format;

  boolean isJson() {
    return format == Format.JSON;
  }

  /** Prints in the form that is wanted. */
  void print(CommandLine command, Consumer<PrintWriter> text, Supplier<JsonNode> json) {
    print(command, text, json, JsonNode::toPrettyString);
  }

  /** The same for one of several documents, of which each is a line. */
  void printOneOfMany(CommandLine command, Consumer<PrintWriter> text, Supplier<JsonNode> json) {
    print(command, text, json, JsonNode::toString);
  }

  private void print(
      CommandLine command,
      Consumer<PrintWriter> text,
      Supplier<JsonNode> json,
      Function<JsonNode, String> form) {
    PrintWriter out = command.getOut();
    switch (format) {
      case TEXT -> text.accept(out);
      case JSON -> out.println(form.apply(json.get()));
    }
    out.flush();
  }
}
