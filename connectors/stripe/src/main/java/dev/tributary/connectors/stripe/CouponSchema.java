package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of coupons.
 *
 * @see <a href="https://docs.stripe.com/api/coupons/object">The object</a>
 */
final class CouponSchema {
  private CouponSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "currency", "duration", "name", "object")
          .of(LONG, "amount_off", "duration_in_months", "max_redemptions")
          .of(LONG, "times_redeemed")
          .of(TIMESTAMP, "created", "redeem_by")
          .of(BOOLEAN, "livemode", "valid")
          .of(DOUBLE, "percent_off")
          .of(StripeTypes.METADATA, "metadata")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/applies_to",
          "Stripe sends it only where it is asked to expand it",
          "/currency_options",
          "Stripe sends it only where it is asked to expand it",
          "/deleted",
          "a row that has it is a delete");
}
