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
 * The columns of invoices.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/object">The object</a>
 */
final class InvoiceSchema {
  private InvoiceSchema() {}

  private static final StructType AUTOMATIC_TAX =
      new Columns()
          .of(STRING, "disabled_reason", "provider", "status")
          .of(BOOLEAN, "enabled")
          .of(StripeTypes.ISSUER, "liability")
          .struct();

  private static final StructType INVOICE_ITEM_DETAILS =
      new Columns()
          .of(STRING, "invoice_item", "subscription")
          .of(BOOLEAN, "proration")
          .of(
              new Columns().of(StripeTypes.INVOICE_LINE_ITEM_DETAILS, "credited_items").struct(),
              "proration_details")
          .struct();

  private static final StructType SUBSCRIPTION_ITEM_DETAILS =
      new Columns()
          .of(STRING, "invoice_item", "subscription", "subscription_item")
          .of(BOOLEAN, "proration")
          .of(
              new Columns().of(StripeTypes.INVOICE_LINE_ITEM_DETAILS, "credited_items").struct(),
              "proration_details")
          .struct();

  private static final StructType TOTAL_PRETAX_CREDIT_AMOUNT =
      new Columns()
          .of(STRING, "credit_balance_transaction", "discount", "type")
          .of(LONG, "amount")
          .struct();

  private static final StructType TOTAL_TAX =
      new Columns()
          .of(STRING, "tax_behavior", "taxability_reason", "type")
          .of(LONG, "amount", "taxable_amount")
          .of(new Columns().of(STRING, "tax_rate").struct(), "tax_rate_details")
          .struct();

  private static final StructType INVOICE_LINE_ITEM =
      new Columns()
          .of(STRING, "currency", "description", "id", "invoice", "object")
          .of(STRING, "subscription")
          .of(LONG, "amount", "quantity", "subtotal")
          .of(BOOLEAN, "discountable", "livemode")
          .of(StripeTypes.DECIMAL, "quantity_decimal")
          .of(StripeTypes.STRINGS, "discounts")
          .of(StripeTypes.METADATA, "metadata")
          .of(new ArrayType(StripeTypes.DISCOUNT_AMOUNT), "discount_amounts")
          .of(
              new Columns()
                  .of(STRING, "type")
                  .of(INVOICE_ITEM_DETAILS, "invoice_item_details")
                  .of(SUBSCRIPTION_ITEM_DETAILS, "subscription_item_details")
                  .struct(),
              "parent")
          .of(StripeTypes.PERIOD, "period")
          .of(new ArrayType(TOTAL_PRETAX_CREDIT_AMOUNT), "pretax_credit_amounts")
          .of(StripeTypes.PRICING, "pricing")
          .of(new ArrayType(TOTAL_TAX), "taxes")
          .struct();

  private static final StructType LIST_INVOICE_LINE_ITEM =
      new Columns()
          .of(STRING, "object", "url")
          .of(BOOLEAN, "has_more")
          .of(new ArrayType(INVOICE_LINE_ITEM), "data")
          .struct();

  private static final StructType RENDERING =
      new Columns()
          .of(STRING, "amount_tax_display", "template")
          .of(LONG, "template_version")
          .of(new Columns().of(STRING, "page_size").struct(), "pdf")
          .struct();

  private static final StructType TAX =
      new Columns()
          .of(STRING, "taxability_reason")
          .of(LONG, "amount", "taxable_amount")
          .of(StripeTypes.TAX_RATE, "rate")
          .struct();

  private static final StructType SHIPPING_COST =
      new Columns()
          .of(STRING, "shipping_rate")
          .of(LONG, "amount_subtotal", "amount_tax", "amount_total")
          .of(new ArrayType(TAX), "taxes")
          .struct();

  private static final StructType STATUS_TRANSITIONS =
      new Columns()
          .of(TIMESTAMP, "finalized_at", "marked_uncollectible_at", "paid_at")
          .of(TIMESTAMP, "voided_at")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "account_country", "account_name", "application")
          .of(STRING, "billing_reason", "collection_method", "currency", "customer")
          .of(STRING, "customer_account", "customer_email", "customer_name")
          .of(STRING, "customer_phone", "customer_tax_exempt")
          .of(STRING, "default_payment_method", "default_source", "description")
          .of(STRING, "footer", "hosted_invoice_url", "invoice_pdf")
          .of(STRING, "latest_revision", "number", "object", "on_behalf_of")
          .of(STRING, "receipt_number", "statement_descriptor", "status")
          .of(STRING, "test_clock")
          .of(LONG, "amount_due", "amount_overpaid", "amount_paid")
          .of(LONG, "amount_paid_off_stripe", "amount_remaining", "amount_shipping")
          .of(LONG, "attempt_count", "ending_balance")
          .of(LONG, "post_payment_credit_notes_amount")
          .of(LONG, "pre_payment_credit_notes_amount", "starting_balance")
          .of(LONG, "subtotal", "subtotal_excluding_tax", "total")
          .of(LONG, "total_excluding_tax")
          .of(TIMESTAMP, "automatically_finalizes_at", "created", "due_date")
          .of(TIMESTAMP, "effective_at", "next_payment_attempt", "period_end")
          .of(TIMESTAMP, "period_start", "webhooks_delivered_at")
          .of(BOOLEAN, "attempted", "auto_advance", "livemode")
          .of(StripeTypes.STRINGS, "account_tax_ids", "discounts")
          .of(
              new Columns()
                  .of(STRING, "default_mandate", "payment_method_options")
                  .of(StripeTypes.STRINGS, "payment_method_types")
                  .struct(),
              "payment_settings")
          .of(
              new Columns()
                  .of(LONG, "amount_gte")
                  .of(
                      new ArrayType(
                          new Columns()
                              .of(LONG, "usage_gte")
                              .of(StripeTypes.STRINGS, "line_item_ids")
                              .struct()),
                      "item_reasons")
                  .struct(),
              "threshold_reason")
          .of(StripeTypes.METADATA, "metadata")
          .of(
              new Columns()
                  .of(STRING, "type")
                  .of(
                      new Columns()
                          .of(STRING, "subscription")
                          .of(TIMESTAMP, "subscription_proration_date")
                          .of(StripeTypes.METADATA, "metadata")
                          .struct(),
                      "subscription_details")
                  .of(new Columns().of(STRING, "quote").struct(), "quote_details")
                  .struct(),
              "parent")
          .of(AUTOMATIC_TAX, "automatic_tax")
          .of(new ArrayType(StripeTypes.CUSTOM_FIELD), "custom_fields")
          .of(StripeTypes.ADDRESS, "customer_address")
          .of(StripeTypes.SHIPPING_DETAILS, "customer_shipping", "shipping_details")
          .of(new ArrayType(new Columns().of(STRING, "type", "value").struct()), "customer_tax_ids")
          .of(new ArrayType(StripeTypes.TAX_RATE), "default_tax_rates")
          .of(new Columns().of(STRING, "action", "invoice").struct(), "from_invoice")
          .of(StripeTypes.ISSUER, "issuer")
          .of(StripeTypes.STRIPE_ERROR, "last_finalization_error")
          .of(LIST_INVOICE_LINE_ITEM, "lines")
          .of(RENDERING, "rendering")
          .of(SHIPPING_COST, "shipping_cost")
          .of(STATUS_TRANSITIONS, "status_transitions")
          .of(new ArrayType(StripeTypes.DISCOUNT_AMOUNT), "total_discount_amounts")
          .of(new ArrayType(TOTAL_PRETAX_CREDIT_AMOUNT), "total_pretax_credit_amounts")
          .of(new ArrayType(TOTAL_TAX), "total_taxes")
          .struct();

  static final Map<String, String> EXCLUDED =
      Map.of(
          "/confirmation_secret",
          "Stripe sends it only where it is asked to expand it",
          "/deleted",
          "a row that has it is a delete",
          "/last_finalization_error/payment_intent",
          "it holds a secret, and its row stands in payment_intents",
          "/last_finalization_error/setup_intent",
          "it holds a secret",
          "/last_finalization_error/source",
          "it holds a secret",
          "/payments",
          "Stripe sends it only where it is asked to expand it");
}
