package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of balance transactions.
 *
 * @see <a href="https://docs.stripe.com/api/balance_transactions/object">The object</a>
 */
final class BalanceTransactionSchema {
  private BalanceTransactionSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "balance_type", "currency", "description", "object")
          .of(STRING, "reporting_category", "source", "status", "type")
          .of(LONG, "amount", "fee", "net")
          .of(TIMESTAMP, "available_on", "created")
          .of(DOUBLE, "exchange_rate")
          .of(new ArrayType(StripeTypes.FEE_DETAIL), "fee_details")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
