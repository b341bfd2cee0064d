package dev.tributary.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void anAddressNamesASourceAndItsParameters() {
    Demo demo = Demo.of("demo:notes?records=5&day=3&folder=a%26b");

    assertThat(demo.source()).isEqualTo("notes");
    assertThat(demo.parameters().records()).isEqualTo(5);
    assertThat(demo.parameters().day()).isEqualTo(3);
    assertThat(demo.parameters().seed()).isEqualTo(1);
    assertThat(demo.parameters().others().string("folder")).isEqualTo("a&b");
  }

  @Test
  void theAccountIsTheSameOnEveryDayAndForAnySize() {
    assertThat(Demo.of("demo:notes?records=5&day=3").account())
        .isEqualTo(Demo.of("demo:notes").account())
        .isEqualTo("demo:notes?folder=inbox&seed=1");
    assertThat(Demo.of("demo:notes?seed=02").account()).contains("seed=2");
  }

  @Test
  void whatIsUnknownNamesTheClosest() {
    assertInvalid("demo:nots", "Unknown demo 'demo:nots'. Did you mean 'notes'?");
    assertInvalid(
        "demo:notes?recods=5",
        "Invalid demo 'demo:notes?recods=5': Unknown option 'recods'. Did you mean 'records'?");
  }

  @Test
  void valuesAreChecked() {
    assertInvalid(
        "demo:notes?day=0",
        "Invalid demo 'demo:notes?day=0': Option 'day' must be from 1 to 1000, not 0");
    assertInvalid(
        "demo:notes?seed=x",
        "Invalid demo 'demo:notes?seed=x': Option 'seed' must be an integer of zero or more, not"
            + " \"x\"");
    assertInvalid(
        "demo:notes?day=1&day=2", "Invalid demo 'demo:notes?day=1&day=2': 'day' is given twice");
  }

  private static void assertInvalid(String address, String message) {
    assertThatThrownBy(() -> Demo.of(address)).hasMessage(message);
  }
}
