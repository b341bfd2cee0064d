package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of events.
 *
 * @see <a href="https://docs.stripe.com/api/events/object">The object</a>
 */
final class EventSchema {
  private EventSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .of(STRING, "account", "api_version", "context", "object", "type")
          .of(LONG, "pending_webhooks")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "livemode")
          .of(new Columns().of(STRING, "previous_attributes", "object").struct(), "data")
          .of(new Columns().of(STRING, "id", "idempotency_key").struct(), "request")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
