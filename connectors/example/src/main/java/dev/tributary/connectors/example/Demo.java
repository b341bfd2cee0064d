package dev.tributary.connectors.example;

import java.util.SplittableRandom;

/**
 * Which demo data it is: everything else is computed from this.
 *
 * @param seed varies the data
 * @param records how many rows a table has on day 1
 * @param day the day to see, from 1
 */
record Demo(long seed, long records, long day) {

  /** The randomness of one version of a row: the same in every call and in every process. */
  SplittableRandom random(String table, long row, long version) {
    return new SplittableRandom(
        seed * 0x632BE59BD9B4E019L
            + table.hashCode() * 0xD6E8FEB86659FD93L
            + row * 0xA0761D6478BD642FL
            + version * 0xE7037ED1A0B428DBL);
  }
}
