package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reviews of pull requests. They have no cursor of their own and no list for a repository: the
 * reviews of every pull request that changed since the last read are read again. A page is one
 * request: a page of pull requests, or one of a pull request's reviews.
 *
 * @see <a href="https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request">List
 *     reviews for a pull request</a>
 */
final class ReviewsTable implements GithubTable.OfRepositories {
  private static final Option PULL_NUMBER =
      Option.of(
              "pull_number",
              Option.Type.INTEGER,
              "The one pull request whose reviews are read, in every run; else those of all that"
                  + " changed are.")
          .asPositive()
          .asSourceIdentity();

  private static final TableDescription DESCRIPTION =
      GithubTable.describe(
          "reviews",
          "One row a submitted review of a pull request. A review that is still being written is"
              + " left out: only its author sees it, and it has no time yet.",
          "pulls/reviews#list-reviews-for-a-pull-request",
          TableOptions.incremental(PULL_NUMBER, TableOptions.LOOKBACK_SECONDS),
          CommentSchema.REVIEWS,
          TableMetadata.cdc("submitted_at", "id"),
          CommentSchema.EXCLUDED);

  @Override
  public TableDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    var walk = new PullWalk(api, repository, runStart);
    Optional<PullPosition> begun = walk.begun(start);
    if (begun.isEmpty()) {
      return Page.last(List.of(), start);
    }
    PullPosition at = begun.get();
    long only = options.integer("pull_number", 0);
    if (only > 0 && at.pulls().isEmpty()) {
      at = new PullPosition(null, null, at.runStart(), null, null, List.of(only), null, true);
    }
    if (at.pulls().isEmpty()) {
      PullWalk.Step step = walk.step(at, options);
      List<Long> numbers =
          step.pulls().stream().map(row -> row.path("number").longValue()).toList();
      PullPosition behind = step.position().withReviews(numbers, null);
      prefetch(api, repository, behind, options);
      return walk.page(List.of(), behind);
    }
    long number = at.pulls().get(0);
    Optional<RestResponse> answer = reviews(api, repository, number, at.reviews(), options);
    if (answer.isEmpty() && only > 0) {
      throw api.missing("reviews of pull request " + number + " of " + repository);
    }
    String next = answer.flatMap(api::next).orElse(null);
    List<Long> left = next == null ? at.pulls().subList(1, at.pulls().size()) : at.pulls();
    PullPosition behind = at.withReviews(left, next);
    prefetch(api, repository, behind, options);
    return walk.page(
        answer.map(given -> records(given, repository, number)).orElse(List.of()), behind);
  }

  /** Empty if the pull request is there no more. */
  private static Optional<RestResponse> reviews(
      GithubApi api, Repository repository, long number, String link, Options options) {
    return link == null
        ? api.find(repository.path(resource(number)), query(options))
        : api.find(link);
  }

  private static void prefetch(
      GithubApi api, Repository repository, PullPosition next, Options options) {
    if (next.reviews() != null) {
      api.prefetch(next.reviews());
    } else if (!next.pulls().isEmpty()) {
      api.prefetch(repository, resource(next.pulls().get(0)), query(options));
    } else if (next.next() != null) {
      api.prefetch(next.next());
    }
  }

  private static String resource(long number) {
    return "pulls/" + number + "/reviews";
  }

  private static Map<String, String> query(Options options) {
    return Map.of("per_page", Integer.toString(TableOptions.rows(options)));
  }

  private static List<SourceRecord> records(
      RestResponse answer, Repository repository, long number) {
    return UpdatedRow.objects(answer, answer.json(), "").stream()
        .filter(review -> review.hasNonNull("submitted_at"))
        .map(review -> review.put("pull_number", number))
        .map((ObjectNode review) -> repository.stamped(review))
        .toList();
  }
}
