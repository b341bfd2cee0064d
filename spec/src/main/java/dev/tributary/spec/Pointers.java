package dev.tributary.spec;

/** JSON pointers (RFC 6901) as text. */
final class Pointers {
  private Pointers() {}

  static String member(String object, String name) {
    return object + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String element(String array, int index) {
    return array + "/" + index;
  }

  /** What a pointer leads to, as the subject of a sentence. */
  static String title(String pointer) {
    if (pointer.isEmpty()) {
      return "The document";
    }
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.matches("[0-9]+")
        ? "Each element of " + title(parent(pointer))
        : "'" + last.replace("~1", "/").replace("~0", "~") + "'";
  }

  static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }
}
