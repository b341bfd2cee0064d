package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who imports the bill of materials has the versions of all that we publish. */
class BillOfMaterialsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path BOM = ROOT.resolve("bom/pom.xml");

  @Test
  void itNamesEveryArtifactOnce() throws Exception {
    assertThat(Poms.managed(BOM)).isEqualTo(Poms.artifacts(ROOT)).contains("tributary-spark");
  }

  @Test
  void itsVersionIsThatOfTheArtifacts() throws Exception {
    assertThat(Poms.text(BOM, "/project/version"))
        .isEqualTo(Poms.text(ROOT.resolve("pom.xml"), "/project/version"));
  }
}
