package dev.tributary.connectors.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleConnectorProviderTest {

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .containsOnlyOnce("example");
  }

  @Test
  void theSeedIsTheAccountAndAllThatIdentifiesTheSource() {
    var options =
        Source.options(Source.PROVIDER.connectionOptions(), "seed", 42, "records", 5, "day", 3);
    assertThat(Source.PROVIDER.account(options)).isEqualTo("seed=42");
    assertThat(options.sourceIdentity()).containsOnlyKeys("seed").containsEntry("seed", "42");
  }

  @Test
  void anUnknownOptionNamesTheClosest() {
    assertThatThrownBy(() -> Source.with("pagesize", 5))
        .isInstanceOf(ConnectorException.class)
        .hasMessage("Unknown option 'pagesize'. Did you mean 'page_size'?");
    assertThatThrownBy(() -> Source.tableOptions("orders", "startdate", "2025-01-01"))
        .hasMessage("Unknown option 'startdate'. Did you mean 'start_date'?");
    assertThatThrownBy(() -> Source.tableOptions("countries", "start_date", "2025-01-01"))
        .hasMessage("Unknown option 'start_date'. There are none.");
  }

  @ParameterizedTest
  @CsvSource({
    "page_size, 0, from 1 to 100000",
    "day, 0, from 1 to 10000",
    "day, 10001, from 1 to 10000",
    "records, 1000000001, from 0 to 1000000000",
    "latency_ms, 3600001, from 0 to 3600000"
  })
  void valuesOutOfRangeAreRefused(String option, String value, String range) {
    assertThatThrownBy(() -> Source.with(option, value))
        .hasMessage("Option '%s' must be %s, not %s", option, range, value);
  }
}
