package dev.tributary.beam.delta;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;

/** Makes Hadoop configurations once, for each takes a search of the class path. */
final class HadoopConfigurations {
  private static final ConcurrentMap<Map<String, String>, TableConfiguration> MADE =
      new ConcurrentHashMap<>();

  private HadoopConfigurations() {}

  /** The configuration of a process with some settings of its own. Shared: must not be changed. */
  static TableConfiguration of(Map<String, String> options) {
    return MADE.computeIfAbsent(
        options,
        settings -> {
          var configuration = new Configuration();
          settings.forEach(configuration::set);
          return TableConfiguration.of(configuration);
        });
  }
}
