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
 * The columns of disputes.
 *
 * @see <a href="https://docs.stripe.com/api/disputes/object">The object</a>
 */
final class DisputeSchema {
  private DisputeSchema() {}

  private static final StructType DISPUTED_TRANSACTION =
      new Columns()
          .of(STRING, "customer_account_id", "customer_device_fingerprint")
          .of(STRING, "customer_device_id", "customer_email_address")
          .of(STRING, "customer_purchase_ip", "merchandise_or_services")
          .of(STRING, "product_description")
          .of(StripeTypes.ADDRESS, "shipping_address")
          .struct();

  private static final StructType PRIOR_UNDISPUTED_TRANSACTION =
      new Columns()
          .of(STRING, "charge", "customer_account_id", "customer_device_fingerprint")
          .of(STRING, "customer_device_id", "customer_email_address")
          .of(STRING, "customer_purchase_ip", "product_description")
          .of(StripeTypes.ADDRESS, "shipping_address")
          .struct();

  private static final StructType EVIDENCE =
      new Columns()
          .of(STRING, "access_activity_log", "billing_address")
          .of(STRING, "cancellation_policy", "cancellation_policy_disclosure")
          .of(STRING, "cancellation_rebuttal", "customer_communication")
          .of(STRING, "customer_email_address", "customer_name")
          .of(STRING, "customer_purchase_ip", "customer_signature")
          .of(STRING, "duplicate_charge_documentation")
          .of(STRING, "duplicate_charge_explanation", "duplicate_charge_id")
          .of(STRING, "product_description", "receipt", "refund_policy")
          .of(STRING, "refund_policy_disclosure", "refund_refusal_explanation")
          .of(STRING, "service_date", "service_documentation", "shipping_address")
          .of(STRING, "shipping_carrier", "shipping_date", "shipping_documentation")
          .of(STRING, "shipping_tracking_number", "uncategorized_file")
          .of(STRING, "uncategorized_text")
          .of(
              new Columns()
                  .of(
                      new Columns().of(BOOLEAN, "fee_acknowledged").struct(),
                      "mastercard_compliance")
                  .of(new Columns().of(BOOLEAN, "fee_acknowledged").struct(), "visa_compliance")
                  .of(
                      new Columns()
                          .of(DISPUTED_TRANSACTION, "disputed_transaction")
                          .of(
                              new ArrayType(PRIOR_UNDISPUTED_TRANSACTION),
                              "prior_undisputed_transactions")
                          .struct(),
                      "visa_compelling_evidence_3")
                  .struct(),
              "enhanced_evidence")
          .struct();

  private static final StructType EVIDENCE_DETAILS =
      new Columns()
          .of(LONG, "submission_count")
          .of(TIMESTAMP, "due_by")
          .of(BOOLEAN, "has_evidence", "past_due")
          .of(
              new Columns()
                  .of(
                      new Columns()
                          .of(STRING, "status")
                          .of(StripeTypes.STRINGS, "required_actions")
                          .struct(),
                      "visa_compelling_evidence_3")
                  .of(new Columns().of(STRING, "status").struct(), "mastercard_compliance")
                  .of(new Columns().of(STRING, "status").struct(), "visa_compliance")
                  .struct(),
              "enhanced_eligibility")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "charge", "currency", "network_reason_code", "object")
          .of(STRING, "payment_intent", "payment_method_details", "reason", "status")
          .of(LONG, "amount")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "is_charge_refundable", "livemode")
          .of(StripeTypes.STRINGS, "enhanced_eligibility_types")
          .of(StripeTypes.METADATA, "metadata")
          .of(new ArrayType(StripeTypes.BALANCE_TRANSACTION), "balance_transactions")
          .of(EVIDENCE, "evidence")
          .of(EVIDENCE_DETAILS, "evidence_details")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
