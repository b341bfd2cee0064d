package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final List<String> TABLES = List.of("tickets", "users", "organizations");

  @ParameterizedTest
  @CsvSource({
    "ticket, tickets",
    "tikcets, tickets",
    "TICKETS, tickets",
    "organisations, organizations",
    "user, users",
    "users, users"
  })
  void findsWhatWasProbablyMeant(String name, String meant) {
    assertThat(Names.closest(name, TABLES)).contains(meant);
    assertThat(Names.suggestion(name, TABLES)).isEqualTo("Did you mean '" + meant + "'?");
  }

  @Test
  void namesAllWhereNoneIsClose() {
    assertThat(Names.closest("invoices", TABLES)).isEmpty();
    assertThat(Names.suggestion("invoices", TABLES))
        .isEqualTo("There are: tickets, users, organizations.");
    assertThat(Names.suggestion("", TABLES)).startsWith("There are: ");
  }

  @Test
  void saysWhereThereAreNone() {
    assertThat(Names.suggestion("tickets", List.of())).isEqualTo("There are none.");
  }

  @Test
  void anExchangeOfNeighboursIsOneChange() {
    assertThat(Names.closest("abdc", List.of("abcd"))).contains("abcd");
    assertThat(Names.closest("badc", List.of("abcd"))).isEmpty();
  }

  @Test
  void anUnknownTableIsToldWithItsConnectorAndTheClosest() {
    assertThat(Names.unknownTable("acme", "ordrs", List.of("orders", "customers")))
        .hasMessage("Unknown table 'ordrs' of connector acme. Did you mean 'orders'?");
  }
}
