package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.contract.Capability;
import dev.tributary.connectors.contract.ConnectorContractTest;
import dev.tributary.connectors.contract.ContractSource;
import dev.tributary.connectors.contract.ContractSource.Tokens;
import dev.tributary.connectors.contract.ContractTable;
import dev.tributary.connectors.contract.ContractTime;
import dev.tributary.simulators.github.GithubSimulator;
import java.util.List;

/** The suite that every connector passes. */
class GithubContractTest extends ConnectorContractTest {
  private static final String ORGANIZATION =
      "the owner is an organization, of which GitHub tells neither outside its own row";

  @Override
  protected ConnectorProvider provider() {
    return new GithubConnectorProvider();
  }

  @Override
  protected ContractSource source() {
    return ContractSource.simulated(new GithubSimulator(), Tokens.FIXED);
  }

  @Override
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    var client = time.give(GithubApi.settings(connection, context)).build();
    return new GithubConnector(new GithubApi(client), context.runStart());
  }

  @Override
  protected List<ContractTable> tables() {
    return List.of(
        // By value: the next page begins with the rows of the last second again.
        changing("issues").costing(30, 3),
        changing("pull_requests")
            .costing(100, 1)
            .withUnpopulated("base/repo/owner/name", ORGANIZATION)
            .withUnpopulated("base/repo/owner/email", ORGANIZATION)
            .withUnpopulated("base/user/name", ORGANIZATION)
            .withUnpopulated("base/user/email", ORGANIZATION)
            .withUnpopulated("head/repo/owner/name", ORGANIZATION)
            .withUnpopulated("head/repo/owner/email", ORGANIZATION),
        changing("comments").costing(30, 3),
        // A page of pull requests, and one request for the reviews of each.
        changing("reviews").costing(1, 5),
        ofRepository("commits")
            .costing(100, 2)
            .without(Capability.UPDATES, "commits never change")
            .without(Capability.DELETES, "commits stay in the table")
            .without(Capability.LOOKBACK, "commits are read by what is reachable")
            .without(Capability.TIME_CURSOR, "commits are read by what is reachable"),
        snapshot(ofRepository("branches")),
        snapshot(ofRepository("assignees")),
        snapshot(ofRepository("collaborators")),
        snapshot(ContractTable.of("repositories").with("org", Simulated.OWNER))
            .withUnpopulated("owner/name", ORGANIZATION)
            .withUnpopulated("owner/email", ORGANIZATION),
        snapshot(ContractTable.of("organizations")),
        snapshot(ContractTable.of("teams").with("org", Simulated.OWNER)),
        snapshot(ContractTable.of("users").with("org", Simulated.OWNER)));
  }

  private static ContractTable ofRepository(String table) {
    return ContractTable.of(table)
        .with("owner", Simulated.OWNER)
        .with("repo", Simulated.REPO)
        .without(Capability.PARTITIONS, "one repository is read as a whole");
  }

  private static ContractTable changing(String table) {
    return ofRepository(table)
        .without(Capability.DELETES, "GitHub tells nobody of deletes")
        .without(Capability.BACKDATED_ROWS, "rows are dated when they change");
  }

  private static ContractTable snapshot(ContractTable table) {
    return table.listedWhole();
  }
}
