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
 * The columns of charges.
 *
 * @see <a href="https://docs.stripe.com/api/charges/object">The object</a>
 */
final class ChargeSchema {
  private ChargeSchema() {}

  private static final StructType LINE_ITEM =
      new Columns()
          .of(STRING, "product_code", "product_description")
          .of(LONG, "discount_amount", "quantity", "tax_amount", "unit_cost")
          .struct();

  private static final StructType LEVEL3 =
      new Columns()
          .of(STRING, "customer_reference", "merchant_reference")
          .of(STRING, "shipping_address_zip", "shipping_from_zip")
          .of(LONG, "shipping_amount")
          .of(new ArrayType(LINE_ITEM), "line_items")
          .struct();

  private static final StructType OUTCOME =
      new Columns()
          .of(STRING, "advice_code", "network_advice_code", "network_decline_code")
          .of(STRING, "network_status", "reason", "risk_level", "rule")
          .of(STRING, "seller_message", "type")
          .of(LONG, "risk_score")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "application", "application_fee", "authorization_code")
          .of(STRING, "balance_transaction", "calculated_statement_descriptor")
          .of(STRING, "currency", "customer", "description")
          .of(STRING, "failure_balance_transaction", "failure_code")
          .of(STRING, "failure_message", "object", "on_behalf_of", "payment_intent")
          .of(STRING, "payment_method", "payment_method_details", "receipt_email")
          .of(STRING, "receipt_number", "receipt_url", "review", "source_transfer")
          .of(STRING, "statement_descriptor", "statement_descriptor_suffix")
          .of(STRING, "status", "transfer", "transfer_group")
          .of(LONG, "amount", "amount_captured", "amount_refunded")
          .of(LONG, "application_fee_amount")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "captured", "disputed", "livemode", "paid", "refunded")
          .of(StripeTypes.METADATA, "metadata")
          .of(StripeTypes.BILLING_DETAILS, "billing_details")
          .of(new Columns().of(STRING, "stripe_report", "user_report").struct(), "fraud_details")
          .of(LEVEL3, "level3")
          .of(OUTCOME, "outcome")
          .of(StripeTypes.PRESENTMENT_DETAILS, "presentment_details")
          .of(new Columns().of(STRING, "session").struct(), "radar_options")
          .of(StripeTypes.SHIPPING_DETAILS, "shipping")
          .of(new Columns().of(STRING, "destination").of(LONG, "amount").struct(), "transfer_data")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/refunds",
          "Stripe sends it only where it is asked to expand it",
          "/source",
          "deprecated for payment_method_details; a source holds a secret");
}
