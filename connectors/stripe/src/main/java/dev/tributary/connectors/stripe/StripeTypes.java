package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.StructType;

/** Types that several tables share. */
final class StripeTypes {
  private StripeTypes() {}

  /** Keys that users define. */
  static final DataType METADATA = new MapType(STRING);

  static final DataType STRINGS = new ArrayType(STRING);

  /** Stripe writes amounts of fractions of a cent as texts of at most twelve decimal places. */
  static final DataType DECIMAL = new DecimalType(38, 12);

  static final StructType ADDRESS =
      new Columns()
          .of(STRING, "city", "country", "line1", "line2", "postal_code", "state")
          .struct();

  static final StructType FEE_DETAIL =
      new Columns()
          .of(STRING, "application", "currency", "description", "type")
          .of(LONG, "amount")
          .struct();

  static final StructType BALANCE_TRANSACTION =
      new Columns()
          .of(STRING, "balance_type", "currency", "description", "id", "object")
          .of(STRING, "reporting_category", "source", "status", "type")
          .of(LONG, "amount", "fee", "net")
          .of(TIMESTAMP, "available_on", "created")
          .of(DOUBLE, "exchange_rate")
          .of(new ArrayType(FEE_DETAIL), "fee_details")
          .struct();

  static final StructType BILLING_DETAILS =
      new Columns().of(STRING, "email", "name", "phone", "tax_id").of(ADDRESS, "address").struct();

  static final StructType CUSTOM_FIELD = new Columns().of(STRING, "name", "value").struct();

  static final StructType CUSTOM_UNIT_AMOUNT =
      new Columns().of(LONG, "maximum", "minimum", "preset").struct();

  static final StructType SOURCE = new Columns().of(STRING, "coupon", "type").struct();

  static final StructType DISCOUNT =
      new Columns()
          .of(STRING, "checkout_session", "customer", "customer_account", "id")
          .of(STRING, "invoice", "invoice_item", "object", "promotion_code")
          .of(STRING, "subscription", "subscription_item")
          .of(TIMESTAMP, "end", "start")
          .of(SOURCE, "source")
          .struct();

  static final StructType DISCOUNT_AMOUNT =
      new Columns().of(STRING, "discount").of(LONG, "amount").struct();

  static final StructType FLAT_AMOUNT =
      new Columns().of(STRING, "currency").of(LONG, "amount").struct();

  static final StructType INVOICE_LINE_ITEM_DETAILS =
      new Columns().of(STRING, "invoice").of(STRINGS, "invoice_line_items").struct();

  static final StructType ISSUER = new Columns().of(STRING, "account", "type").struct();

  static final StructType PERIOD = new Columns().of(TIMESTAMP, "end", "start").struct();

  static final StructType TRANSFORM_USAGE =
      new Columns().of(STRING, "round").of(LONG, "divide_by").struct();

  static final StructType PLAN =
      new Columns()
          .of(STRING, "billing_scheme", "currency", "id", "interval", "meter")
          .of(STRING, "nickname", "object", "product", "tiers_mode", "usage_type")
          .of(LONG, "amount", "interval_count", "trial_period_days")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "active", "livemode")
          .of(DECIMAL, "amount_decimal")
          .of(METADATA, "metadata")
          .of(TRANSFORM_USAGE, "transform_usage")
          .struct();

  static final StructType PRESENTMENT_DETAILS =
      new Columns().of(STRING, "presentment_currency").of(LONG, "presentment_amount").struct();

  static final StructType RECURRING =
      new Columns()
          .of(STRING, "interval", "meter", "usage_type")
          .of(LONG, "interval_count", "trial_period_days")
          .struct();

  static final StructType PRICE =
      new Columns()
          .of(STRING, "billing_scheme", "currency", "id", "lookup_key", "nickname")
          .of(STRING, "object", "product", "tax_behavior", "tiers_mode", "type")
          .of(LONG, "unit_amount")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "active", "livemode")
          .of(DECIMAL, "unit_amount_decimal")
          .of(METADATA, "metadata")
          .of(CUSTOM_UNIT_AMOUNT, "custom_unit_amount")
          .of(RECURRING, "recurring")
          .of(TRANSFORM_USAGE, "transform_quantity")
          .struct();

  static final StructType PRICE_DETAILS = new Columns().of(STRING, "price", "product").struct();

  static final StructType PRICING =
      new Columns()
          .of(STRING, "type")
          .of(DECIMAL, "unit_amount_decimal")
          .of(PRICE_DETAILS, "price_details")
          .struct();

  static final StructType SHIPPING_DETAILS =
      new Columns()
          .of(STRING, "carrier", "name", "phone", "tracking_number")
          .of(ADDRESS, "address")
          .struct();

  static final StructType STRIPE_ERROR =
      new Columns()
          .of(STRING, "advice_code", "charge", "code", "decline_code", "doc_url")
          .of(STRING, "message", "network_advice_code", "network_decline_code")
          .of(STRING, "param", "payment_method", "payment_method_type")
          .of(STRING, "request_log_url", "type", "user_message")
          .struct();

  static final StructType TAX_RATE =
      new Columns()
          .of(STRING, "country", "description", "display_name", "id", "jurisdiction")
          .of(STRING, "jurisdiction_level", "object", "rate_type", "state")
          .of(STRING, "tax_type")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "active", "inclusive", "livemode")
          .of(DOUBLE, "effective_percentage", "percentage")
          .of(METADATA, "metadata")
          .of(FLAT_AMOUNT, "flat_amount")
          .struct();
}
