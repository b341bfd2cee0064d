package dev.tributary.beam.delta;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Takes elements out of a pipeline that runs in this process. */
final class Collected {
  private static final Map<String, List<Object>> LISTS = new ConcurrentHashMap<>();

  private Collected() {}

  @SuppressWarnings("unchecked")
  static <T> String begin(List<T> into) {
    String name = UUID.randomUUID().toString();
    LISTS.put(name, (List<Object>) into);
    return name;
  }

  static void end(String name) {
    LISTS.remove(name);
  }

  static <T> ParDo.SingleOutput<T, Void> into(String name) {
    return ParDo.of(new Fn<>(name));
  }

  private static final class Fn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    private final String name;

    Fn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element T element) {
      List<Object> list = LISTS.get(name);
      synchronized (list) {
        list.add(element);
      }
    }
  }
}
