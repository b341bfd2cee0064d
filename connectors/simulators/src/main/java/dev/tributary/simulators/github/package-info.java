/**
 * GitHub: the organization {@code octo-org}, whose repository {@code hello-world} holds everything;
 * of its other repositories there is only their description, so that they are empty.
 *
 * <p>Written from <a href="https://docs.github.com/en/rest">GitHub's REST documentation</a>; each
 * behaviour names its page. The data itself links to api.github.com, as GitHub's does, so that it
 * is the same in every run; only {@code Link} headers lead back to the simulator.
 */
package dev.tributary.simulators.github;
