package dev.tributary.beam.delta;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The settings that tables are opened with: those given, and our log store and local file system
 * where nobody chose others. Delta Standalone searches all settings by a pattern, five times for
 * each log it opens, which took half of a small epoch; so what was found is remembered.
 */
final class TableConfiguration extends Configuration {
  private final ConcurrentMap<String, Map<String, String>> found = new ConcurrentHashMap<>();

  private TableConfiguration(Configuration given) {
    super(given);
    // Whoever names a log store has their reasons, and Delta refuses two answers.
    if (getValByRegex(
            "(spark\\.)?delta\\.logStore\\.(class|file\\.impl)"
                + "|io\\.delta\\.standalone\\.LOG_STORE_CLASS_KEY")
        .isEmpty()) {
      set("delta.logStore.file.impl", HardLinkLogStore.class.getName());
    }
    setIfUnset("fs.file.impl", PosixLocalFileSystem.class.getName());
  }

  static TableConfiguration of(Configuration given) {
    return given instanceof TableConfiguration made ? made : new TableConfiguration(given);
  }

  @Override
  public Map<String, String> getValByRegex(String regex) {
    // While the superclass is being made there is nothing to remember it in.
    return found == null
        ? super.getValByRegex(regex)
        : Map.copyOf(found.computeIfAbsent(regex, super::getValByRegex));
  }

  @Override
  public void set(String name, String value, String source) {
    // Delta sets what is set already each time it opens a log.
    if (value == null || !value.equals(getRaw(name))) {
      super.set(name, value, source);
      forget();
    }
  }

  @Override
  public synchronized void unset(String name) {
    super.unset(name);
    forget();
  }

  @Override
  public synchronized void reloadConfiguration() {
    super.reloadConfiguration();
    forget();
  }

  private void forget() {
    if (found != null) {
      found.clear();
    }
  }
}
