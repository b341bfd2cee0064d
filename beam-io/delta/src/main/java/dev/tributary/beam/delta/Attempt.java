package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One try at an epoch. Every file that a try writes carries its epoch and id in its name, and the
 * number stands in the Delta log if, and only if, this try committed the epoch.
 *
 * @param epoch the epoch, 0 or more; epochs of a table never start again
 * @param id letters and digits only, so that {@link #name()} can be taken apart again
 * @param number 63 random bits
 */
record Attempt(long epoch, String id, long number) implements Serializable {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern NAME = Pattern.compile("(\\d+)-([A-Za-z0-9]+)");

  Attempt {
    if (epoch < 0) {
      throw new IllegalArgumentException("Invalid epoch: " + epoch);
    }
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Invalid attempt id: \"" + id + "\", it must consist of letters and digits");
    }
    if (number < 0) {
      throw new IllegalArgumentException("Invalid attempt number: " + number);
    }
  }

  static Attempt random(long epoch, RandomGenerator random) {
    return new Attempt(
        epoch, String.format("%016x", random.nextLong()), random.nextLong() & Long.MAX_VALUE);
  }

  /** {@code <epoch>-<id>}: how file and directory names begin or end. */
  String name() {
    return epoch + "-" + id;
  }

  /** The epoch of a name that {@link #isName} takes. */
  static long epochOf(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('-')));
  }

  /** Whether a name is {@code <epoch>-<id>} of an epoch that {@code epochs} takes. */
  static boolean isName(String name, LongPredicate epochs) {
    Matcher matcher = NAME.matcher(name);
    try {
      return matcher.matches() && epochs.test(Long.parseLong(matcher.group(1)));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
