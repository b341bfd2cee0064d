package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of plans.
 *
 * @see <a href="https://docs.stripe.com/api/plans/object">The object</a>
 */
final class PlanSchema {
  private PlanSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .some(StripeTypes.PLAN, name -> !name.equals("id"))
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/deleted",
          "a row that has it is a delete",
          "/tiers",
          "Stripe sends it only where it is asked to expand it");
}
