package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.beam.delta.BadRecordException;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void whatIsMadeForUsersIsToldAsItIs() {
    assertThat(describe(new RuntimeException(new BadRecordException("id=1 is bad"))))
        .isEqualTo("id=1 is bad");
    assertThat(
            describe(
                new RuntimeException(
                    new ConnectorException(
                        Category.UNAVAILABLE, "Cannot reach it", new IOException("reset")))))
        .isEqualTo("Cannot reach it");
    assertThat(describe(new IllegalStateException(new RunException("Cannot commit"))))
        .isEqualTo("Cannot commit");
  }

  @Test
  void anInputOutputErrorIsToldWithWhatItStopped() {
    assertThat(describe(new UncheckedIOException("Cannot open x", new IOException("disk full"))))
        .isEqualTo("Cannot open x: IOException: disk full");
    assertThat(describe(new RuntimeException(new IOException("disk full"))))
        .isEqualTo("IOException: disk full");
  }

  @Test
  void whatNobodyForesawIsToldWithItsPlace() {
    assertThat(describe(new RuntimeException("wrapped", new NullPointerException())))
        .startsWith("NullPointerException (at dev.tributary.pipelines.FailuresTest.")
        .contains("FailuresTest.java:")
        .doesNotContain("null");
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    var first = new IllegalStateException("first");
    var second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(describe(second)).startsWith("IllegalStateException: first");
  }

  @Test
  void noFormOfASecretComesThrough() {
    Secrets secrets = secrets("pa\"ss wörd/1");

    for (String form :
        List.of(
            "pa\"ss wörd/1",
            "pa\\\"ss wörd/1",
            "pa%22ss+w%C3%B6rd%2F1",
            "pa%22ss%20w%C3%B6rd%2F1")) {
      assertThat(
              Failures.describe(
                  new ConnectorException(Category.UNAVAILABLE, "GET /?key=" + form + "&a=1"),
                  secrets))
          .isEqualTo("GET /?key=***&a=1");
      assertThat(Failures.describe(new IOException("at " + form), secrets))
          .isEqualTo("IOException: at ***");
    }
    assertThat(secrets).hasToString("***");
  }

  @Test
  void theLongerOfTwoSecretsIsHiddenWhole() {
    assertThat(secrets("abc").and(options("abcdef")).clean("abcdef abc")).isEqualTo("*** ***");
    assertThat(Secrets.NONE.clean((String) null)).isNull();
    assertThat(secrets("abc").clean((String) null)).isNull();
  }

  private static String describe(Throwable failure) {
    return Failures.describe(failure, Secrets.NONE);
  }

  private static Secrets secrets(String value) {
    return Secrets.NONE.and(options(value));
  }

  private static Options options(String secret) {
    return Options.check(
            List.of(Option.of("token", Option.Type.STRING, "The token.").asSecret()),
            Map.of("token", TextNode.valueOf(secret)))
        .orThrow();
  }
}
