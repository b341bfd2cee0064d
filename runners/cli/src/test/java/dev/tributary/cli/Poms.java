package dev.tributary.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The modules and their dependencies on each other, as the poms declare them. */
final class Poms {

  /** That one artifact depends on another; profiles count, scope test does not. */
  record Dependency(String artifact, String on) {}

  private Poms() {}

  static List<Dependency> dependencies(Path root) throws Exception {
    var dependencies = new ArrayList<Dependency>();
    for (Node module : nodes(root.resolve("pom.xml"), "//modules/module")) {
      Path pom = root.resolve(module.getTextContent()).resolve("pom.xml");
      String artifact = text(pom, "/project/artifactId");
      // Tests may use what their module may not; Maven refuses cycles among those too.
      for (Node on :
          nodes(
              pom,
              "//dependencies[not(parent::dependencyManagement)]/dependency[groupId='dev.tributary']"
                  + "[not(scope='test')]/artifactId")) {
        dependencies.add(new Dependency(artifact, on.getTextContent()));
      }
    }
    return dependencies;
  }

  /** The artifacts that the reactor makes for others, without the bill of materials. */
  static Set<String> artifacts(Path root) throws Exception {
    var artifacts = new TreeSet<String>();
    for (Node module : nodes(root.resolve("pom.xml"), "//modules/module")) {
      artifacts.add(
          text(root.resolve(module.getTextContent()).resolve("pom.xml"), "/project/artifactId"));
    }
    artifacts.removeAll(Set.of("tributary-bom", "tributary-benchmarks"));
    return artifacts;
  }

  /** The artifacts that a pom manages the versions of, of our group. */
  static Set<String> managed(Path pom) throws Exception {
    return nodes(
            pom,
            "//dependencyManagement/dependencies/dependency[groupId='dev.tributary']"
                + "[version='${project.version}']/artifactId")
        .stream()
        .map(Node::getTextContent)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The text of the only node of a path. */
  static String text(Path pom, String path) throws Exception {
    return nodes(pom, path).get(0).getTextContent();
  }

  private static List<Node> nodes(Path pom, String path) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    var nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
  }
}
