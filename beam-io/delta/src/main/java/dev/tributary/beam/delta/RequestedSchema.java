package dev.tributary.beam.delta;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The part of a file's schema that some of its columns need. */
final class RequestedSchema {
  private RequestedSchema() {}

  static MessageType of(MessageType file, List<Decoder.Leaf> leaves) {
    Set<List<String>> paths = new HashSet<>();
    for (Decoder.Leaf leaf : leaves) {
      paths.add(List.of(leaf.descriptor.getPath()));
    }
    return new MessageType(file.getName(), prune(file, List.of(), paths));
  }

  private static List<Type> prune(GroupType group, List<String> path, Set<List<String>> paths) {
    List<Type> kept = new ArrayList<>();
    for (Type field : group.getFields()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getName());
      if (field.isPrimitive()) {
        if (paths.contains(inner)) {
          kept.add(field);
        }
      } else {
        List<Type> fields = prune(field.asGroupType(), inner, paths);
        if (!fields.isEmpty()) {
          kept.add(field.asGroupType().withNewFields(fields));
        }
      }
    }
    return kept;
  }
}
