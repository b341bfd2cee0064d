package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of subscriptions.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">The object</a>
 */
final class SubscriptionSchema {
  private SubscriptionSchema() {}

  private static final StructType BILLING_CYCLE_ANCHOR_CONFIG =
      new Columns().of(LONG, "day_of_month", "hour", "minute", "month", "second").struct();

  private static final StructType BILL_UNTIL =
      new Columns()
          .of(STRING, "type")
          .of(TIMESTAMP, "computed_timestamp", "timestamp")
          .of(new Columns().of(STRING, "interval").of(LONG, "interval_count").struct(), "duration")
          .struct();

  private static final StructType INVOICE_SETTINGS =
      new Columns()
          .of(STRING, "description", "footer")
          .of(StripeTypes.STRINGS, "account_tax_ids")
          .of(new ArrayType(StripeTypes.CUSTOM_FIELD), "custom_fields")
          .of(StripeTypes.ISSUER, "issuer")
          .struct();

  private static final StructType SUBSCRIPTION_ITEM =
      new Columns()
          .of(STRING, "id", "object", "subscription")
          .of(LONG, "quantity")
          .of(TIMESTAMP, "billed_until", "created", "current_period_end")
          .of(TIMESTAMP, "current_period_start")
          .of(StripeTypes.STRINGS, "discounts")
          .of(StripeTypes.METADATA, "metadata")
          .of(new Columns().of(LONG, "usage_gte").struct(), "billing_thresholds")
          .of(StripeTypes.PLAN, "plan")
          .of(StripeTypes.PRICE, "price")
          .of(new ArrayType(StripeTypes.TAX_RATE), "tax_rates")
          .struct();

  private static final StructType LIST_SUBSCRIPTION_ITEM =
      new Columns()
          .of(STRING, "object", "url")
          .of(BOOLEAN, "has_more")
          .of(new ArrayType(SUBSCRIPTION_ITEM), "data")
          .struct();

  private static final StructType PENDING_UPDATE =
      new Columns()
          .of(TIMESTAMP, "billing_cycle_anchor", "expires_at", "trial_end")
          .of(BOOLEAN, "trial_from_plan")
          .of(StripeTypes.STRINGS, "discounts")
          .of(StripeTypes.METADATA, "metadata")
          .of(StripeTypes.DISCOUNT, "discount")
          .of(new ArrayType(SUBSCRIPTION_ITEM), "subscription_items")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "application", "collection_method", "currency", "customer")
          .of(STRING, "customer_account", "default_payment_method", "default_source")
          .of(STRING, "description", "latest_invoice", "object", "on_behalf_of")
          .of(STRING, "pending_setup_intent", "schedule", "status", "test_clock")
          .of(LONG, "days_until_due")
          .of(TIMESTAMP, "billing_cycle_anchor", "cancel_at", "canceled_at")
          .of(TIMESTAMP, "created", "ended_at", "next_pending_invoice_item_invoice")
          .of(TIMESTAMP, "start_date", "trial_end", "trial_start")
          .of(BOOLEAN, "cancel_at_period_end", "livemode")
          .of(DOUBLE, "application_fee_percent")
          .of(StripeTypes.STRINGS, "discounts")
          .of(
              new Columns()
                  .of(STRING, "payment_method_options", "save_default_payment_method")
                  .of(StripeTypes.STRINGS, "payment_method_types")
                  .struct(),
              "payment_settings")
          .of(StripeTypes.METADATA, "metadata")
          .of(
              new Columns()
                  .of(STRING, "disabled_reason")
                  .of(BOOLEAN, "enabled")
                  .of(StripeTypes.ISSUER, "liability")
                  .struct(),
              "automatic_tax")
          .of(BILLING_CYCLE_ANCHOR_CONFIG, "billing_cycle_anchor_config")
          .of(
              new Columns()
                  .of(STRING, "type")
                  .of(TIMESTAMP, "updated_at")
                  .of(new Columns().of(STRING, "proration_discounts").struct(), "flexible")
                  .struct(),
              "billing_mode")
          .of(
              new ArrayType(
                  new Columns()
                      .of(STRING, "key")
                      .of(
                          new ArrayType(new Columns().of(STRING, "price", "type").struct()),
                          "applies_to")
                      .of(BILL_UNTIL, "bill_until")
                      .struct()),
              "billing_schedules")
          .of(
              new Columns()
                  .of(LONG, "amount_gte")
                  .of(BOOLEAN, "reset_billing_cycle_anchor")
                  .struct(),
              "billing_thresholds")
          .of(
              new Columns().of(STRING, "comment", "feedback", "reason").struct(),
              "cancellation_details")
          .of(new ArrayType(StripeTypes.TAX_RATE), "default_tax_rates")
          .of(INVOICE_SETTINGS, "invoice_settings")
          .of(LIST_SUBSCRIPTION_ITEM, "items")
          .of(new Columns().of(BOOLEAN, "enabled").struct(), "managed_payments")
          .of(
              new Columns().of(STRING, "behavior").of(TIMESTAMP, "resumes_at").struct(),
              "pause_collection")
          .of(
              new Columns().of(STRING, "interval").of(LONG, "interval_count").struct(),
              "pending_invoice_item_interval")
          .of(PENDING_UPDATE, "pending_update")
          .of(new Columns().of(STRING, "presentment_currency").struct(), "presentment_details")
          .of(
              new Columns().of(STRING, "destination").of(DOUBLE, "amount_percent").struct(),
              "transfer_data")
          .of(
              new Columns()
                  .of(new Columns().of(STRING, "missing_payment_method").struct(), "end_behavior")
                  .struct(),
              "trial_settings")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.ofEntries(
          Map.entry("/items/data/*/deleted", "only what is gone has it"),
          Map.entry("/items/data/*/plan/deleted", "only what is gone has it"),
          Map.entry(
              "/items/data/*/plan/tiers", "Stripe sends it only where it is asked to expand it"),
          Map.entry(
              "/items/data/*/price/currency_options",
              "Stripe sends it only where it is asked to expand it"),
          Map.entry("/items/data/*/price/deleted", "only what is gone has it"),
          Map.entry(
              "/items/data/*/price/tiers", "Stripe sends it only where it is asked to expand it"),
          Map.entry("/pending_update/discount/deleted", "only what is gone has it"),
          Map.entry("/pending_update/subscription_items/*/deleted", "only what is gone has it"),
          Map.entry(
              "/pending_update/subscription_items/*/plan/deleted", "only what is gone has it"),
          Map.entry(
              "/pending_update/subscription_items/*/plan/tiers",
              "Stripe sends it only where it is asked to expand it"),
          Map.entry(
              "/pending_update/subscription_items/*/price/currency_options",
              "Stripe sends it only where it is asked to expand it"),
          Map.entry(
              "/pending_update/subscription_items/*/price/deleted", "only what is gone has it"),
          Map.entry(
              "/pending_update/subscription_items/*/price/tiers",
              "Stripe sends it only where it is asked to expand it"));
}
