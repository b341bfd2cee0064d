package dev.tributary.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hears signals of the operating system while it is open. Where this system or this JVM has no such
 * signal to be heard, as on Windows or with {@code -Xrs}, it does what it does by itself.
 *
 * <p>{@code sun.misc.Signal}, which every JDK has and exports, is found by its name: the compiler
 * warns of it, and nothing keeps it from doing so.
 */
final class Signals implements AutoCloseable {
  private final Map<Object, Object> before = new LinkedHashMap<>();

  /**
   * Does something, in a thread of its own, whenever a signal comes.
   *
   * @param name without SIG
   */
  Signals on(String name, Runnable action) {
    try {
      Object signal = type("Signal").getConstructor(String.class).newInstance(name);
      before.put(signal, handle(signal, handler(action)));
      return this;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return this;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name);
  }

  private static Object handler(Runnable action) throws ClassNotFoundException {
    Class<?> type = type("SignalHandler");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (handler, method, arguments) -> {
          if (method.getDeclaringClass() == type) {
            action.run();
            return null;
          }
          return method.invoke(action, arguments);
        });
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Method handle = type("Signal").getMethod("handle", type("Signal"), type("SignalHandler"));
    return handle.invoke(null, signal, handler);
  }

  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot give " + signal + " back", e);
          }
        });
  }
}
