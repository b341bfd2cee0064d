package dev.tributary.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A spec as read, with its problems: enough of it to look for more before all are told at once.
 *
 * @param file where the spec is
 * @param connectionName empty if there is a problem with it
 * @param tables those whose source table could be read. Where there is a problem with another part
 *     of one, it has that part's default and, as a destination's name, {@code invalid}
 * @param problems of the spec; whoever knows more adds to them
 */
public record SpecDraft(
    Path file,
    SpecDocument document,
    Optional<String> connectionName,
    List<TableSpec> tables,
    Problems problems) {

  public SpecDraft {
    tables = List.copyOf(tables);
  }

  /**
   * The spec.
   *
   * @throws InvalidSpecException if there are problems, in whatever document
   */
  public PipelineSpec spec() {
    problems.throwIfAny();
    return new PipelineSpec(connectionName.orElseThrow(), tables);
  }
}
