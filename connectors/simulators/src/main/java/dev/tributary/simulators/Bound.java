package dev.tributary.simulators;

/** Whether a filter takes what lies exactly on its border: APIs differ. */
public enum Bound {
  INCLUSIVE,
  EXCLUSIVE
}
