package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arrows between modules point one way; {@link Modules} says which. */
class ArchitectureTest {
  private static final String ROOT = "dev.tributary";
  private static final String VIOLATIONS = "dev.tributary.cli.violations";

  @Test
  void codeKnowsOnlyWhatItsModuleMayKnow() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    assertThat(classes).as("classes of the house are on the class path").isNotEmpty();
    assertThat(violations(classes, ROOT)).isEmpty();
  }

  @Test
  void codeThatKnowsMoreIsFound() {
    JavaClasses classes = new ClassFileImporter().importPackages(VIOLATIONS);
    assertThat(violations(classes, VIOLATIONS))
        .containsExactlyInAnyOrder(
            "connectors.KnowsSpec -> spec.Fixture",
            "connectors.http.KnowsSource -> connectors.example.Fixture",
            "connectors.example.KnowsOtherSource -> connectors.github.Fixture",
            "connectors.github.KnowsSimulators -> simulators.Fixture",
            "connectors.contract.KnowsPipelines -> pipelines.Fixture",
            "simulators.KnowsSource -> connectors.github.Fixture",
            "spec.KnowsLakeflow -> beam.lakeflow.Fixture",
            "beam.lakeflow.KnowsDelta -> beam.delta.Fixture",
            "beam.delta.KnowsConnectors -> connectors.schema.Fixture",
            "beam.delta.KnowsLakeflow -> beam.lakeflow.Fixture",
            "beam.delta.KnowsPipelines -> pipelines.Fixture",
            "pipelines.KnowsCommand -> cli.Fixture",
            "pipelines.KnowsSource -> connectors.github.Fixture",
            "cli.KnowsSpark -> spark.Fixture");
  }

  @Test
  void pomsDeclareOnlyWhatTheirModuleMayDependOn() throws Exception {
    List<Poms.Dependency> dependencies = Poms.dependencies(Path.of("../.."));
    assertThat(dependencies)
        .contains(
            new Poms.Dependency("tributary-pipelines", "tributary-beam-delta"),
            new Poms.Dependency("tributary-spark", "tributary-cli"));
    assertThat(dependencies).filteredOn(ArchitectureTest::isForbidden).isEmpty();
  }

  @Test
  void pomsThatDeclareMoreAreFound(@TempDir Path root) throws Exception {
    write(
        root.resolve("pom.xml"),
        "<project><modules><module>delta</module></modules><profiles><profile><modules>"
            + "<module>cli</module></modules></profile></profiles></project>");
    write(
        root.resolve("delta/pom.xml"),
        "<project><artifactId>tributary-beam-delta</artifactId>"
            + dependency("tributary-spec", "test")
            + "<profiles><profile>"
            + dependency("tributary-connectors-api", "runtime")
            + "</profile></profiles></project>");
    write(
        root.resolve("cli/pom.xml"),
        "<project><artifactId>tributary-cli</artifactId>"
            + dependency("tributary-connectors-github", "runtime")
            + "</project>");
    assertThat(Poms.dependencies(root)).hasSize(2);
    assertThat(Poms.dependencies(root))
        .filteredOn(ArchitectureTest::isForbidden)
        .containsExactly(new Poms.Dependency("tributary-beam-delta", "tributary-connectors-api"));
  }

  private static boolean isForbidden(Poms.Dependency dependency) {
    return !Modules.mayDependOn(
        Modules.ofArtifact(dependency.artifact()), Modules.ofArtifact(dependency.on()));
  }

  /** What knows what it may not, as "class -> class" below the root. */
  private static TreeSet<String> violations(JavaClasses classes, String root) {
    var violations = new TreeSet<String>();
    for (JavaClass origin : classes) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(root + ".")
            && !Modules.mayKnow(module(origin, root), module(target, root))) {
          violations.add(below(origin.getName(), root) + " -> " + below(target.getName(), root));
        }
      }
    }
    return violations;
  }

  private static String module(JavaClass type, String root) {
    return Modules.of(below(type.getPackageName(), root));
  }

  private static String below(String name, String root) {
    return name.substring(root.length() + 1);
  }

  private static String dependency(String artifactId, String scope) {
    return "<dependencies><dependency><groupId>dev.tributary</groupId><artifactId>%s</artifactId><scope>%s</scope></dependency></dependencies>"
        .formatted(artifactId, scope);
  }

  private static void write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
