package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the members of one JSON object against the options that a connector declares.
 *
 * @param pointer of the object
 * @param otherNames members that are allowed there but are none of the connector's; suggested for a
 *     name that is unknown
 * @param hidden options whose value must not be shown, whatever the connector says of them
 */
record OptionCheck(
    String pointer, List<Option> declared, List<String> otherNames, Set<String> hidden) {

  /** The options, or empty if there is a problem with one of them, found here or before. */
  Optional<Options> check(Map<String, JsonNode> values, Problems problems) {
    Options.Checked checked = Options.check(declared, values);
    if (!checked.problems().isEmpty()) {
      Options.check(declared.stream().map(this::asShown).toList(), values)
          .problems()
          .forEach(problem -> report(problem, problems));
    }
    boolean flawless =
        checked.problems().isEmpty()
            && values.keySet().stream()
                .noneMatch(name -> problems.isAt(Pointers.member(pointer, name)));
    return flawless ? Optional.of(checked.options()) : Optional.empty();
  }

  private void report(Options.Problem problem, Problems problems) {
    String at = Pointers.member(pointer, problem.option());
    // What is known to be wrong already, such as a variable that is not set, would be told twice.
    if (!problems.isAt(at)) {
      problems.add(at, isDeclared(problem.option()) ? problem.message() : unknown(problem));
    }
  }

  private String unknown(Options.Problem problem) {
    List<String> names =
        Stream.concat(declared.stream().map(Option::name), otherNames.stream()).toList();
    return "Unknown option '"
        + problem.option()
        + "'. "
        + Names.suggestion(problem.option(), names);
  }

  private boolean isDeclared(String name) {
    return declared.stream().anyMatch(option -> option.name().equals(name));
  }

  private Option asShown(Option option) {
    return hidden.contains(option.name())
        ? new Option(
            option.name(),
            option.type(),
            option.description(),
            option.required(),
            true,
            false,
            null,
            option.choices(),
            option.least(),
            option.most())
        : option;
  }
}
