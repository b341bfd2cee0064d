package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of payouts.
 *
 * @see <a href="https://docs.stripe.com/api/payouts/object">The object</a>
 */
final class PayoutSchema {
  private PayoutSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "application_fee", "balance_transaction", "currency")
          .of(STRING, "description", "destination", "failure_balance_transaction")
          .of(STRING, "failure_code", "failure_message", "method", "object")
          .of(STRING, "original_payout", "payout_method", "reconciliation_status")
          .of(STRING, "reversed_by", "source_type", "statement_descriptor", "status")
          .of(STRING, "type")
          .of(LONG, "amount", "application_fee_amount")
          .of(TIMESTAMP, "arrival_date", "created")
          .of(BOOLEAN, "automatic", "livemode")
          .of(StripeTypes.METADATA, "metadata")
          .of(new Columns().of(STRING, "status", "value").struct(), "trace_id")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
