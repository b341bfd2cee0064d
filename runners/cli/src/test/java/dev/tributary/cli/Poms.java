package dev.tributary.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      String artifact = nodes(pom, "/project/artifactId").get(0).getTextContent();
      // Tests may use what their module may not; Maven refuses cycles among those too.
      for (Node on :
          nodes(
              pom,
              "//dependencies/dependency[groupId='dev.tributary'][not(scope='test')]/artifactId")) {
        dependencies.add(new Dependency(artifact, on.getTextContent()));
      }
    }
    return dependencies;
  }

  private static List<Node> nodes(Path pom, String path) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    var nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList();
  }
}
