package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final SpecDocument spec = parse("spec.json", "{\n\"a\": 1,\n\"b\": {\n\"c\": 2}}");
  private final Problems problems = Problems.of(spec);

  @Test
  void problemsAreToldByLine() {
    problems.add("/b/c", "third");
    problems.add("/a", "first");
    problems.add("/b", "second");

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("spec.json:2 /a: first\nspec.json:3 /b: second\nspec.json:4 /b/c: third");
  }

  @Test
  void theProblemsOfAnotherDocumentFollow() {
    SpecDocument connection = parse("c.json", "{\"x\": 1}");
    problems.in(connection).add("/x", "theirs");
    problems.add("/a", "ours");
    problems.in(connection).add("", "theirs too");
    problems.in(spec).add("/b", "ours too");

    assertThat(problems.list())
        .extracting(SpecProblem::toString)
        .containsExactly(
            "spec.json:2 /a: ours",
            "spec.json:3 /b: ours too",
            "c.json:1 /x: theirs",
            "c.json:1: theirs too");
  }

  @Test
  void whereThereIsNoneNothingIsThrown() {
    problems.in(parse("c.json", "{}"));

    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void aProblemIsAtAllThatIsAroundIt() {
    problems.add("/b/c", "wrong");

    assertThat(problems.isAt("/b/c")).isTrue();
    assertThat(problems.isAt("/b")).isTrue();
    assertThat(problems.isAt("/b/c/d")).isFalse();
    assertThat(problems.isAt("/a")).isFalse();
  }

  private static SpecDocument parse(String name, String text) {
    return SpecDocument.parse(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
