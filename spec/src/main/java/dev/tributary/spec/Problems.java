package dev.tributary.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects what is wrong with a document and with others that belong to it, so that all of it can
 * be told at once. Not safe for use by several threads.
 */
public final class Problems {
  private final SpecDocument document;
  private final Map<SpecDocument, Problems> others = new LinkedHashMap<>();
  private final List<SpecProblem> own = new ArrayList<>();

  private Problems(SpecDocument document) {
    this.document = document;
    own.addAll(document.duplicates());
  }

  /** A collector for a document, with the members that it gives twice already in it. */
  public static Problems of(SpecDocument document) {
    return new Problems(document);
  }

  /** The collector for a document that belongs to this one; its problems count among these. */
  public Problems in(SpecDocument other) {
    return other == document ? this : others.computeIfAbsent(other, Problems::of);
  }

  /** Adds a problem with the value that a pointer leads to, or with its absence. */
  public void add(String pointer, String message) {
    add(new SpecProblem(document.file(), pointer, document.line(pointer), message));
  }

  /** Adds a problem whose place is known already, or is no document. */
  public void add(SpecProblem problem) {
    own.add(problem);
  }

  /** Whether there is a problem with a value of this document or with something inside it. */
  public boolean isAt(String pointer) {
    return own.stream()
        .map(SpecProblem::pointer)
        .anyMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/"));
  }

  public boolean isEmpty() {
    return list().isEmpty();
  }

  /** This document's problems by line, then those of the others. */
  public List<SpecProblem> list() {
    return Stream.concat(
            own.stream().sorted(Comparator.comparingInt(SpecProblem::line)),
            others.values().stream().flatMap(problems -> problems.list().stream()))
        .toList();
  }

  /**
   * Fails with all problems, if there are any.
   *
   * @throws InvalidSpecException if there are problems
   */
  public void throwIfAny() {
    List<SpecProblem> all = list();
    if (!all.isEmpty()) {
      throw new InvalidSpecException(all);
    }
  }
}
