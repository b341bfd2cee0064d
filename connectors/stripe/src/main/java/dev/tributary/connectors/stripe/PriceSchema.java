package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of prices.
 *
 * @see <a href="https://docs.stripe.com/api/prices/object">The object</a>
 */
final class PriceSchema {
  private PriceSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .some(StripeTypes.PRICE, name -> !name.equals("id"))
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/currency_options",
          "Stripe sends it only where it is asked to expand it",
          "/deleted",
          "a row that has it is a delete",
          "/tiers",
          "Stripe sends it only where it is asked to expand it");
}
