package dev.tributary.spec;

import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with a spec and its connection. The message has a line for each problem. */
public final class InvalidSpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final List<SpecProblem> problems;

  public InvalidSpecException(List<SpecProblem> problems) {
    super(problems.stream().map(SpecProblem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("Invalid problems: there are none");
    }
    this.problems = List.copyOf(problems);
  }

  InvalidSpecException(SpecProblem problem) {
    this(List.of(problem));
  }

  public List<SpecProblem> problems() {
    return problems;
  }
}
