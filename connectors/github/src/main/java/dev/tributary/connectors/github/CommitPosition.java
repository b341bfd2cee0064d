package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import java.time.Instant;

/**
 * Where a read of commits stands.
 *
 * @param head the commit up to which all have been read; null for none
 * @param target the commit up to which they are being read; null while at rest
 * @param runStart the start of the run in which that began
 * @param listed whether the whole history is listed, and not only compared with {@code head}
 * @param since the earliest committer date of the window being listed; null for none
 * @param until the latest one; null for none, in the last window
 * @param next path and query of the page behind; null for the first one
 */
record CommitPosition(
    String head,
    String target,
    Instant runStart,
    boolean listed,
    Instant since,
    Instant until,
    String next) {

  static CommitPosition atRest(String head) {
    return new CommitPosition(head, null, null, false, null, null, null);
  }

  boolean isAtRest() {
    return target == null;
  }

  CommitPosition comparing(String newTarget, Instant run) {
    return new CommitPosition(head, newTarget, run, false, null, null, null);
  }

  CommitPosition listing(String newTarget, Instant run, Instant from, Instant to) {
    return new CommitPosition(head, newTarget, run, true, from, to, null);
  }

  CommitPosition behind(String link) {
    return new CommitPosition(head, target, runStart, listed, since, until, link);
  }

  static CommitPosition of(Offset offset) {
    return new CommitPosition(
        offset.text("head"),
        offset.text("target"),
        offset.instant("run_start"),
        offset.value().path("listed").asBoolean(),
        offset.instant("since"),
        offset.instant("until"),
        offset.text("next"));
  }

  Offset toOffset() {
    return Offset.sparse(
        "head", head,
        "target", target,
        "run_start", runStart,
        "listed", listed,
        "since", since,
        "until", until,
        "next", next);
  }
}
