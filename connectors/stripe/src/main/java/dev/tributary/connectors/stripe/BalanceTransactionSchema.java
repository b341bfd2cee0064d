package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
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
          .some(StripeTypes.BALANCE_TRANSACTION, name -> !name.equals("id"))
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
