package dev.tributary.spark;

import java.net.URISyntaxException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** The log of the driver. */
final class Logging {
  /** Spark's own configuration, which it takes if there is no other. */
  private static final String OF_SPARK = "log4j2-defaults.properties";

  private Logging() {}

  /** Lets warnings through and nothing less, unless a user's file says what is logged. */
  static void beQuietByDefault() {
    if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
      return;
    }
    String location = context.getConfiguration().getConfigurationSource().getLocation();
    if (location != null && !location.endsWith(OF_SPARK)) {
      return;
    }
    try {
      Configurator.reconfigure(Logging.class.getResource("log4j2.properties").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
