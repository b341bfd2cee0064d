package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecLocatorTest {
  @TempDir private Path directory;
  private Path examples;
  private SpecLocator locator;

  @BeforeEach
  void makeExamples() throws Exception {
    examples = Files.createDirectory(directory.resolve("examples"));
    Files.writeString(examples.resolve("example.json"), "{}");
    Files.createDirectory(examples.resolve("connections"));
    locator = new SpecLocator(examples);
  }

  @Test
  void aFileIsTakenAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("example.json"), "{}");

    SpecLocation location = locator.locate(file.toString());

    assertThat(location).isEqualTo(new SpecLocation(file, SpecLocation.Origin.FILE));
    assertThat(location).hasToString("spec " + file);
  }

  @Test
  void aBareNameIsAnExampleWhereThereIsNoSuchFile() {
    SpecLocation location = locator.locate("example.json");

    assertThat(location)
        .isEqualTo(new SpecLocation(examples.resolve("example.json"), SpecLocation.Origin.EXAMPLE));
    assertThat(location).hasToString("example spec " + examples.resolve("example.json"));
    assertThat(locator.locate("example")).isEqualTo(location);
  }

  @Test
  void whatIsNowhereIsToldWithBothPlacesAndTheClosestExample() {
    assertThatThrownBy(() -> locator.locate("exmple.json"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "exmple.json: Cannot find the spec: there is neither a file "
                + Path.of("exmple.json").toAbsolutePath()
                + " nor an example of that name in "
                + examples
                + ". Did you mean 'example.json'?");
  }

  @Test
  void aPathIsNeverAnExample() {
    assertThatThrownBy(() -> locator.locate("no/example.json"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageStartingWith("no/example.json: Cannot find the spec");
    assertThatThrownBy(() -> locator.locate("connections"))
        .isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void examplesNeedNotExist() {
    var none = new SpecLocator(directory.resolve("none"));

    assertThatThrownBy(() -> none.locate("x")).hasMessageEndingWith("There are none.");
  }
}
