package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of refunds.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object">The object</a>
 */
final class RefundSchema {
  private RefundSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "balance_transaction", "charge", "currency", "customer")
          .of(STRING, "customer_account", "description", "destination_details")
          .of(STRING, "failure_balance_transaction", "failure_reason")
          .of(STRING, "instructions_email", "next_action", "object")
          .of(STRING, "payment_intent", "payment_method", "pending_reason", "reason")
          .of(STRING, "receipt_number", "source_transfer_reversal", "status")
          .of(STRING, "transfer_reversal")
          .of(LONG, "amount")
          .of(TIMESTAMP, "created")
          .of(StripeTypes.METADATA, "metadata")
          .of(StripeTypes.PRESENTMENT_DETAILS, "presentment_details")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
