package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of invoice items.
 *
 * @see <a href="https://docs.stripe.com/api/invoiceitems/object">The object</a>
 */
final class InvoiceItemSchema {
  private InvoiceItemSchema() {}

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "currency", "customer", "customer_account", "description")
          .of(STRING, "invoice", "object", "test_clock")
          .of(LONG, "amount", "net_amount", "quantity")
          .of(TIMESTAMP, "date")
          .of(BOOLEAN, "discountable", "livemode", "proration")
          .of(StripeTypes.DECIMAL, "quantity_decimal")
          .of(StripeTypes.STRINGS, "discounts")
          .of(StripeTypes.METADATA, "metadata")
          .of(
              new Columns()
                  .of(STRING, "type")
                  .of(
                      new Columns().of(STRING, "subscription", "subscription_item").struct(),
                      "subscription_details")
                  .struct(),
              "parent")
          .of(StripeTypes.PERIOD, "period")
          .of(StripeTypes.PRICING, "pricing")
          .of(
              new Columns()
                  .of(
                      new Columns()
                          .of(STRING, "invoice_item", "type")
                          .of(StripeTypes.INVOICE_LINE_ITEM_DETAILS, "invoice_line_item_details")
                          .struct(),
                      "credited_items")
                  .of(new ArrayType(StripeTypes.DISCOUNT_AMOUNT), "discount_amounts")
                  .struct(),
              "proration_details")
          .of(new ArrayType(StripeTypes.TAX_RATE), "tax_rates")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of("/deleted", "a row that has it is a delete");
}
