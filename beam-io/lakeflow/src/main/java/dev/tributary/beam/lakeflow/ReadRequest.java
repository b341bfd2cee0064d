package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * One of the reads that {@link LakeflowIO#readAll} makes of a table: options of the table that are
 * its own, as a repository, and where it begins and ends. Immutable.
 */
@DefaultCoder(ReadRequest.Coder.class)
public final class ReadRequest implements Serializable {
  private static final long serialVersionUID = 1;

  private final String options;
  private final Positions start;
  private final Positions end;

  private ReadRequest(String options, Positions start, Positions end) {
    this.options = Objects.requireNonNull(options, "options");
    this.start = Objects.requireNonNull(start, "start");
    this.end = end;
  }

  /**
   * A read of all that is there.
   *
   * @param options options of the table, in place of those of the transform or besides
   */
  public static ReadRequest of(Map<String, ?> options) {
    return new ReadRequest(OptionValues.write(OptionValues.of(options)), Positions.INITIAL, null);
  }

  /** This read, of what lies behind some positions. */
  public ReadRequest startingAt(Positions positions) {
    return new ReadRequest(options, positions, end);
  }

  /** This read, of what lies before some positions; see {@link LakeflowIO.Read#endingAt}. */
  public ReadRequest endingAt(Positions positions) {
    return new ReadRequest(options, start, Objects.requireNonNull(positions, "positions"));
  }

  /** A text that no other request has; it may hold secrets. */
  String identity() {
    return options + start + end;
  }

  Map<String, JsonNode> options() {
    return OptionValues.read(options);
  }

  boolean hasOptions() {
    return !options().isEmpty();
  }

  public Positions start() {
    return start;
  }

  /** Where it ends; empty if where the source does. */
  public Optional<Positions> end() {
    return Optional.ofNullable(end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadRequest request
        && options.equals(request.options)
        && start.equals(request.start)
        && Objects.equals(end, request.end);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, start, end);
  }

  /** Without the options' values: which of them are secrets, only the connector knows. */
  @Override
  public String toString() {
    return "read with the options "
        + options().keySet()
        + " from "
        + start
        + (end == null ? "" : " to " + end);
  }

  /** Writes requests as JSON. */
  public static final class Coder extends AtomicCoder<ReadRequest> {
    private static final long serialVersionUID = 1;
    private static final Coder INSTANCE = new Coder();
    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final Positions.Coder POSITIONS = Positions.Coder.of();
    private static final NullableCoder<Positions> NULLABLE_POSITIONS = NullableCoder.of(POSITIONS);

    public static Coder of() {
      return INSTANCE;
    }

    /** How Beam finds the coder of {@link ReadRequest}. */
    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(ReadRequest.class), INSTANCE);
    }

    @Override
    public void encode(ReadRequest request, OutputStream stream) throws IOException {
      TEXT.encode(request.options, stream);
      POSITIONS.encode(request.start, stream);
      NULLABLE_POSITIONS.encode(request.end, stream);
    }

    @Override
    public ReadRequest decode(InputStream stream) throws IOException {
      String options = TEXT.decode(stream);
      Positions start = POSITIONS.decode(stream);
      return new ReadRequest(options, start, NULLABLE_POSITIONS.decode(stream));
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
