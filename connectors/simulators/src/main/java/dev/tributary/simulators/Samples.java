package dev.tributary.simulators;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values as users write them: in all scripts, with quotes and line ends, and often none. */
public final class Samples {
  private static final List<String> GIVEN =
      List.of("Zoë", "Łukasz", "José \"Pepe\"", "Ольга", "山田", "D'Arcy", "Ana 🦊", "नेहा", "علي");
  private static final List<String> FAMILY =
      List.of("Müller", "Żółć", "Núñez", "Иванова", "太郎", "O'Brien", "Sørensen", "Nguyễn", "Smith");
  private static final List<String> WORDS =
      List.of(
          "the",
          "login",
          "fails",
          "büro",
          "später",
          "重要",
          "страница",
          "on",
          "mobile",
          "export",
          "C:\\temp",
          "\"quoted\"",
          "naïve",
          "ﬁle",
          "e\u0301",
          "🚀",
          "<b>",
          "&amp;",
          "time-out");

  private Samples() {}

  public static <T> T pick(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }

  public static String name(SplittableRandom random) {
    return pick(GIVEN, random) + " " + pick(FAMILY, random);
  }

  /** A line of some words. */
  public static String sentence(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(2, 9))
        .mapToObj(word -> pick(WORDS, random))
        .collect(Collectors.joining(" "));
  }

  /** Some lines. */
  public static String text(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(1, 4))
        .mapToObj(line -> sentence(random))
        .collect(Collectors.joining("\r\n"));
  }

  /** The value, or null in one of five cases. */
  public static <T> T orNull(T value, SplittableRandom random) {
    return random.nextInt(5) == 0 ? null : value;
  }
}
