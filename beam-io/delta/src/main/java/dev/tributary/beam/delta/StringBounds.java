package dev.tributary.beam.delta;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;

/** Cuts the bounds of a string column to a length that the Delta log can carry. */
final class StringBounds {
  /** In code points. */
  static final int LENGTH = 32;

  private static final int ASCII_MAX = 0x7F;

  private StringBounds() {}

  /**
   * A bound of at most {@value #LENGTH} characters, and one more where a maximum is rounded up.
   *
   * @return null if the bytes are no UTF-8 or there is no such maximum
   */
  static String cut(Binary bound, boolean lower) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bound.getBytesUnsafe()))
              .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
    if (text.codePointCount(0, text.length()) <= LENGTH) {
      return text;
    }
    int end = text.offsetByCodePoints(0, LENGTH);
    String prefix = text.substring(0, end);
    return lower ? prefix : roundUp(prefix, text.codePointAt(end));
  }

  /** What delta-spark appends: the greatest character, or the greatest of ASCII if that will do. */
  private static String roundUp(String prefix, int firstCut) {
    if (firstCut < ASCII_MAX) {
      return prefix + (char) ASCII_MAX;
    }
    return firstCut < Character.MAX_CODE_POINT
        ? prefix + Character.toString(Character.MAX_CODE_POINT)
        : null;
  }
}
