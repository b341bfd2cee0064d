package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of products.
 *
 * @see <a href="https://docs.stripe.com/api/products/object">The object</a>
 */
final class ProductSchema {
  private ProductSchema() {}

  private static final StructType PACKAGE_DIMENSIONS =
      new Columns().of(DOUBLE, "height", "length", "weight", "width").struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "default_price", "description", "name", "object")
          .of(STRING, "statement_descriptor", "tax_code", "type", "unit_label")
          .of(STRING, "url")
          .of(TIMESTAMP, "created", "updated")
          .of(BOOLEAN, "active", "livemode", "shippable")
          .of(StripeTypes.STRINGS, "images")
          .of(StripeTypes.METADATA, "metadata")
          .of(new ArrayType(new Columns().of(STRING, "name").struct()), "marketing_features")
          .of(PACKAGE_DIMENSIONS, "package_dimensions")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of("/deleted", "a row that has it is a delete");
}
