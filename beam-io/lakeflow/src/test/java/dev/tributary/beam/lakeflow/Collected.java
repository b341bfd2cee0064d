package dev.tributary.beam.lakeflow;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** Collects elements of a pipeline that runs in this process. */
final class Collected<T> implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Map<String, Queue<Object>> ELEMENTS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  ParDo.SingleOutput<T, Void> collect() {
    ELEMENTS.put(id, new ConcurrentLinkedQueue<>());
    return ParDo.of(new CollectFn<>(id));
  }

  @SuppressWarnings("unchecked")
  List<T> elements() {
    return (List<T>) List.copyOf(ELEMENTS.get(id));
  }

  private static final class CollectFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;
    private final String id;

    CollectFn(String id) {
      this.id = id;
    }

    @ProcessElement
    public void process(@Element T element) {
      ELEMENTS.get(id).add(element);
    }
  }
}
