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
 * The columns of customers.
 *
 * @see <a href="https://docs.stripe.com/api/customers/object">The object</a>
 */
final class CustomerSchema {
  private CustomerSchema() {}

  private static final StructType INVOICE_SETTINGS =
      new Columns()
          .of(STRING, "default_payment_method", "footer")
          .of(new ArrayType(StripeTypes.CUSTOM_FIELD), "custom_fields")
          .of(
              new Columns().of(STRING, "amount_tax_display", "template").struct(),
              "rendering_options")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "business_name", "currency", "customer_account")
          .of(STRING, "default_source", "description", "email", "individual_name")
          .of(STRING, "invoice_prefix", "name", "object", "phone", "tax_exempt")
          .of(STRING, "test_clock")
          .of(LONG, "balance", "next_invoice_sequence")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "delinquent", "livemode")
          .of(StripeTypes.STRINGS, "preferred_locales")
          .of(StripeTypes.METADATA, "metadata")
          .of(StripeTypes.ADDRESS, "address")
          .of(StripeTypes.DISCOUNT, "discount")
          .of(INVOICE_SETTINGS, "invoice_settings")
          .of(StripeTypes.SHIPPING_DETAILS, "shipping")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/cash_balance",
          "Stripe sends it only where it is asked to expand it",
          "/deleted",
          "a row that has it is a delete",
          "/discount/deleted",
          "only what is gone has it",
          "/invoice_credit_balance",
          "Stripe sends it only where it is asked to expand it",
          "/sources",
          "Stripe sends it only where it is asked to expand it",
          "/subscriptions",
          "Stripe sends it only where it is asked to expand it",
          "/tax",
          "Stripe sends it only where it is asked to expand it",
          "/tax_ids",
          "Stripe sends it only where it is asked to expand it");
}
