package dev.tributary.connectors.stripe;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.Map;

/**
 * The columns of payment methods.
 *
 * @see <a href="https://docs.stripe.com/api/payment_methods/object">The object</a>
 */
final class PaymentMethodSchema {
  private PaymentMethodSchema() {}

  private static final StructType ACSS_DEBIT =
      new Columns()
          .of(STRING, "bank_name", "fingerprint", "institution_number", "last4")
          .of(STRING, "transit_number")
          .struct();

  private static final StructType MASTERPASS =
      new Columns()
          .of(STRING, "email", "name")
          .of(StripeTypes.ADDRESS, "billing_address", "shipping_address")
          .struct();

  private static final StructType WALLET =
      new Columns()
          .of(STRING, "amex_express_checkout", "apple_pay", "dynamic_last4")
          .of(STRING, "google_pay", "link", "samsung_pay", "type")
          .of(MASTERPASS, "masterpass", "visa_checkout")
          .struct();

  private static final StructType CARD =
      new Columns()
          .of(STRING, "brand", "country", "description", "display_brand")
          .of(STRING, "fingerprint", "funding", "generated_from", "iin", "issuer")
          .of(STRING, "last4", "regulated_status")
          .of(LONG, "exp_month", "exp_year")
          .of(
              new Columns().of(STRING, "preferred").of(StripeTypes.STRINGS, "available").struct(),
              "networks")
          .of(
              new Columns()
                  .of(STRING, "address_line1_check", "address_postal_code_check")
                  .of(STRING, "cvc_check")
                  .struct(),
              "checks")
          .of(new Columns().of(BOOLEAN, "supported").struct(), "three_d_secure_usage")
          .of(WALLET, "wallet")
          .struct();

  private static final StructType CARD_PRESENT =
      new Columns()
          .of(STRING, "brand", "brand_product", "cardholder_name", "country")
          .of(STRING, "description", "fingerprint", "funding", "iin", "issuer")
          .of(STRING, "last4", "read_method")
          .of(LONG, "exp_month", "exp_year")
          .of(
              new Columns().of(STRING, "preferred").of(StripeTypes.STRINGS, "available").struct(),
              "networks")
          .of(StripeTypes.STRINGS, "preferred_locales")
          .of(new Columns().of(STRING, "type").of(TIMESTAMP, "stored_at").struct(), "offline")
          .of(new Columns().of(STRING, "type").struct(), "wallet")
          .struct();

  private static final StructType INTERAC_PRESENT =
      new Columns()
          .of(STRING, "brand", "cardholder_name", "country", "description")
          .of(STRING, "fingerprint", "funding", "iin", "issuer", "last4")
          .of(STRING, "read_method")
          .of(LONG, "exp_month", "exp_year")
          .of(
              new Columns().of(STRING, "preferred").of(StripeTypes.STRINGS, "available").struct(),
              "networks")
          .of(StripeTypes.STRINGS, "preferred_locales")
          .struct();

  private static final StructType NZ_BANK_ACCOUNT =
      new Columns()
          .of(STRING, "account_holder_name", "bank_code", "bank_name", "branch_code")
          .of(STRING, "last4", "suffix")
          .struct();

  private static final StructType SEPA_DEBIT =
      new Columns()
          .of(STRING, "bank_code", "branch_code", "country", "fingerprint")
          .of(STRING, "generated_from", "last4")
          .struct();

  private static final StructType US_BANK_ACCOUNT =
      new Columns()
          .of(STRING, "account_holder_type", "account_type", "bank_name")
          .of(STRING, "financial_connections_account", "fingerprint", "last4")
          .of(STRING, "routing_number")
          .of(
              new Columns().of(STRING, "preferred").of(StripeTypes.STRINGS, "supported").struct(),
              "networks")
          .of(
              new Columns()
                  .of(new Columns().of(STRING, "network_code", "reason").struct(), "blocked")
                  .struct(),
              "status_details")
          .struct();

  static final StructType COLUMNS =
      new Columns()
          .required(STRING, "id")
          .required(TIMESTAMP, "tributary_updated_at")
          .of(STRING, "affirm", "afterpay_clearpay", "alipay", "allow_redisplay")
          .of(STRING, "alma", "amazon_pay", "bancontact", "billie", "crypto")
          .of(STRING, "customer", "customer_account", "customer_balance", "giropay")
          .of(STRING, "grabpay", "kakao_pay", "konbini", "mb_way", "mobilepay")
          .of(STRING, "multibanco", "object", "oxxo", "pay_by_bank", "payco")
          .of(STRING, "paynow", "promptpay", "revolut_pay", "samsung_pay")
          .of(STRING, "satispay", "scalapay", "sunbit", "swish", "twint", "type")
          .of(STRING, "wechat_pay", "zip")
          .of(TIMESTAMP, "created")
          .of(BOOLEAN, "livemode")
          .of(StripeTypes.METADATA, "metadata")
          .of(ACSS_DEBIT, "acss_debit")
          .of(
              new Columns().of(STRING, "bsb_number", "fingerprint", "last4").struct(),
              "au_becs_debit")
          .of(new Columns().of(STRING, "fingerprint", "last4", "sort_code").struct(), "bacs_debit")
          .of(StripeTypes.BILLING_DETAILS, "billing_details")
          .of(new Columns().of(STRING, "buyer_id").struct(), "bizum", "blik")
          .of(new Columns().of(STRING, "tax_id").struct(), "boleto")
          .of(CARD, "card")
          .of(CARD_PRESENT, "card_present")
          .of(new Columns().of(STRING, "buyer_id", "cashtag").struct(), "cashapp")
          .of(
              new Columns()
                  .of(STRING, "display_name", "type")
                  .of(new Columns().of(STRING, "content_type", "url").struct(), "logo")
                  .struct(),
              "custom")
          .of(new Columns().of(STRING, "bank").struct(), "eps", "p24")
          .of(new Columns().of(STRING, "account_holder_type", "bank").struct(), "fpx")
          .of(new Columns().of(STRING, "bank", "bic").struct(), "ideal")
          .of(INTERAC_PRESENT, "interac_present")
          .of(
              new Columns()
                  .of(new Columns().of(LONG, "day", "month", "year").struct(), "dob")
                  .struct(),
              "klarna")
          .of(new Columns().of(STRING, "brand", "last4").struct(), "kr_card")
          .of(new Columns().of(STRING, "email", "persistent_token").struct(), "link")
          .of(new Columns().of(STRING, "buyer_id", "funding").struct(), "naver_pay")
          .of(NZ_BANK_ACCOUNT, "nz_bank_account")
          .of(new Columns().of(STRING, "country", "payer_email", "payer_id").struct(), "paypal")
          .of(new Columns().of(STRING, "bsb_number", "last4", "pay_id").struct(), "payto")
          .of(new Columns().of(STRING, "fingerprint").struct(), "pix")
          .of(new Columns().of(STRING, "session").struct(), "radar_options")
          .of(SEPA_DEBIT, "sepa_debit")
          .of(new Columns().of(STRING, "country").struct(), "sofort")
          .of(new Columns().of(STRING, "vpa").struct(), "upi")
          .of(US_BANK_ACCOUNT, "us_bank_account")
          .struct();

  static final Map<String, String> EXCLUDED = Map.of();
}
