package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of payment intents.
 *
 * @see <a href="https://docs.stripe.com/api/payment_intents/object">The object</a>
 */
final class PaymentIntentSchema {
  private PaymentIntentSchema() {}

  private static final StructType AMOUNT_DETAILS =
      new Columns()
          .of(LONG, "discount_amount")
          .of(new Columns().of(STRING, "code", "message").struct(), "error")
          .of(
              new Columns()
                  .of(STRING, "from_postal_code", "to_postal_code")
                  .of(LONG, "amount")
                  .struct(),
              "shipping")
          .of(new Columns().of(LONG, "total_tax_amount").struct(), "tax")
          .of(new Columns().of(LONG, "amount").struct(), "tip")
          .struct();

  private static final StructType TRANSFER_DATA =
      new Columns()
          .of(STRING, "description", "destination")
          .of(LONG, "amount")
          .of(StripeTypes.METADATA, "metadata")
          .of(
              new Columns().of(STRING, "description").of(StripeTypes.METADATA, "metadata").struct(),
              "payment_data")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "application", "cancellation_reason", "capture_method")
          .of(STRING, "confirmation_method", "currency", "customer")
          .of(STRING, "customer_account", "description", "latest_charge")
          .of(STRING, "next_action", "object", "on_behalf_of", "payment_method")
          .of(STRING, "payment_method_options", "receipt_email", "review")
          .of(STRING, "setup_future_usage", "source", "statement_descriptor")
          .of(STRING, "statement_descriptor_suffix", "status", "transfer_group")
          .of(LONG, "amount", "amount_capturable", "amount_received")
          .of(LONG, "application_fee_amount")
          .of(TIMESTAMP, "canceled_at", "created")
          .of(BOOLEAN, "livemode")
          .of(StripeTypes.STRINGS, "allowed_payment_method_types")
          .of(StripeTypes.STRINGS, "excluded_payment_method_types")
          .of(StripeTypes.STRINGS, "payment_method_types")
          .of(StripeTypes.METADATA, "metadata")
          .of(AMOUNT_DETAILS, "amount_details")
          .of(
              new Columns().of(STRING, "allow_redirects").of(BOOLEAN, "enabled").struct(),
              "automatic_payment_methods")
          .of(
              new Columns()
                  .of(
                      new Columns()
                          .of(new Columns().of(STRING, "calculation").struct(), "tax")
                          .struct(),
                      "inputs")
                  .struct(),
              "hooks")
          .of(StripeTypes.STRIPE_ERROR, "last_payment_error")
          .of(new Columns().of(BOOLEAN, "enabled").struct(), "managed_payments")
          .of(
              new Columns().of(STRING, "customer_reference", "order_reference").struct(),
              "payment_details")
          .of(
              new Columns().of(STRING, "id", "parent").struct(),
              "payment_method_configuration_details")
          .of(StripeTypes.PRESENTMENT_DETAILS, "presentment_details")
          .of(
              new Columns()
                  .of(STRING, "type")
                  .of(
                      new Columns()
                          .of(
                              new Columns()
                                  .of(TIMESTAMP, "completes_at")
                                  .of(BOOLEAN, "approval_requested")
                                  .struct(),
                              "customer_notification")
                          .struct(),
                      "card")
                  .struct(),
              "processing")
          .of(StripeTypes.SHIPPING_DETAILS, "shipping")
          .of(TRANSFER_DATA, "transfer_data")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/amount_details/line_items",
          "Stripe sends it only where it is asked to expand it",
          "/client_secret",
          "a secret, with which a payment can be completed",
          "/last_payment_error/payment_intent",
          "it holds a secret, and its row stands in payment_intents",
          "/last_payment_error/setup_intent",
          "it holds a secret",
          "/last_payment_error/source",
          "it holds a secret");
}
