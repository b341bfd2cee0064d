package dev.tributary.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.ExpandableField;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceItem;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Payout;
import com.stripe.model.Plan;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObjectInterface;
import com.stripe.model.Subscription;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every property that Stripe documents is a column, or is left out for a reason. What Stripe
 * documents is what its own library for Java declares, which is made from the same description of
 * the API.
 */
class SchemaCoverageTest {
  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("customers", Customer.class),
          Map.entry("charges", Charge.class),
          Map.entry("payment_intents", PaymentIntent.class),
          Map.entry("subscriptions", Subscription.class),
          Map.entry("invoices", Invoice.class),
          Map.entry("products", Product.class),
          Map.entry("prices", Price.class),
          Map.entry("refunds", Refund.class),
          Map.entry("disputes", Dispute.class),
          Map.entry("payment_methods", PaymentMethod.class),
          Map.entry("balance_transactions", BalanceTransaction.class),
          Map.entry("payouts", Payout.class),
          Map.entry("invoice_items", InvoiceItem.class),
          Map.entry("plans", Plan.class),
          Map.entry("events", Event.class),
          Map.entry("coupons", Coupon.class));

  /** Objects whose members depend on the payment method, and such as are of any kind. */
  private static final Set<String> KEPT_AS_JSON =
      Set.of(
          "payment_method_details",
          "payment_method_options",
          "next_action",
          "destination_details",
          "generated_from",
          "object",
          "previous_attributes",
          "payment_method");

  static List<TableDescription> tables() {
    return StripeTables.descriptions();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyPropertyIsAColumnOfItsTypeOrExcludedForAReason(TableDescription table) {
    var faults = new ArrayList<String>();
    var used = new TreeSet<String>();
    compare(MODELS.get(table.name()), table.schema(), "", table.excluded(), used, faults);

    assertThat(faults).isEmpty();
    assertThat(used)
        .as("exclusions that are of use")
        .isEqualTo(new TreeSet<>(table.excluded().keySet()));
  }

  @Test
  void theVersionThatIsReadIsThatOfTheLibrary() {
    assertThat(StripeApi.VERSION).isEqualTo(com.stripe.Stripe.API_VERSION);
  }

  @Test
  void everyTypeOfEventIsReadOrIgnoredForAReason() {
    Set<String> documented = new TreeSet<>();
    for (EnabledEvent event : EnabledEvent.values()) {
      // A star stands for all types; names with a date are versions of the API.
      if (event.getValue().matches("[a-z_]+(\\.[a-z_]+)+")) {
        documented.add(event.getValue());
      }
    }
    var read = EventMap.tables().keySet();
    var ignored = new TreeSet<String>();
    var unknown = new TreeSet<String>();
    for (String type : documented) {
      if (!read.contains(type)
          && EventMap.IGNORED.keySet().stream().noneMatch(name -> fits(name, type))) {
        unknown.add(type);
      }
      EventMap.IGNORED.keySet().stream().filter(name -> fits(name, type)).forEach(ignored::add);
    }

    assertThat(documented).hasSizeGreaterThan(200);
    assertThat(unknown).isEmpty();
    assertThat(documented).containsAll(read);
    assertThat(ignored).isEqualTo(EventMap.IGNORED.keySet());
  }

  private static boolean fits(String ignored, String type) {
    return ignored.endsWith(".") ? type.startsWith(ignored) : type.equals(ignored);
  }

  private static void compare(
      Class<?> model,
      StructType struct,
      String place,
      Map<String, String> excluded,
      Set<String> used,
      List<String> faults) {
    Map<String, Type> properties = properties(model);
    properties.forEach(
        (name, type) -> {
          String pointer = place + "/" + name;
          Field column = struct.field(name);
          if (excluded.containsKey(pointer)) {
            used.add(pointer);
            if (column != null) {
              faults.add(pointer + " is a column and excluded");
            }
          } else if (column == null) {
            faults.add(pointer + " is no column");
          } else {
            fit(type, column.type(), pointer, excluded, used, faults);
          }
        });
    var others = new TreeSet<>(struct.names());
    others.removeAll(properties.keySet());
    others.remove(Rows.UPDATED);
    others.forEach(name -> faults.add(place + "/" + name + " is no property"));
  }

  private static void fit(
      Type type,
      DataType column,
      String place,
      Map<String, String> excluded,
      Set<String> used,
      List<String> faults) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      if (column instanceof ArrayType array) {
        fit(
            generic.getActualTypeArguments()[0],
            array.element(),
            place + "/*",
            excluded,
            used,
            faults);
      } else {
        faults.add(place + " is " + column + " and no array");
      }
      return;
    }
    if (type instanceof Class<?> model
        && StripeObjectInterface.class.isAssignableFrom(model)
        && column instanceof StructType struct) {
      compare(model, struct, place, excluded, used, faults);
      return;
    }
    if (!allowed(type, column, place)) {
      faults.add(place + " is " + column + " and no " + type);
    }
  }

  private static boolean allowed(Type type, DataType column, String place) {
    if (type instanceof ParameterizedType generic) {
      boolean isMap = generic.getRawType() == Map.class;
      return generic.getRawType() == ExpandableField.class
          ? column == Primitive.STRING
          : isMap && generic.getActualTypeArguments()[1] == String.class
              ? column.equals(new MapType(Primitive.STRING))
              : column == Primitive.STRING && isKeptAsJson(place);
    }
    if (type == String.class) {
      return column == Primitive.STRING;
    }
    if (type == Boolean.class) {
      return column == Primitive.BOOLEAN;
    }
    if (type == Long.class) {
      return column == Primitive.LONG || column == Primitive.TIMESTAMP;
    }
    if (type == BigDecimal.class) {
      return place.endsWith("_decimal")
          ? column instanceof DecimalType
          : column == Primitive.DOUBLE;
    }
    boolean isEmpty = type instanceof Class<?> model && properties(model).isEmpty();
    return column == Primitive.STRING && (isEmpty || isKeptAsJson(place));
  }

  private static boolean isKeptAsJson(String place) {
    return KEPT_AS_JSON.contains(place.substring(place.lastIndexOf('/') + 1));
  }

  /** The members that a class declares for JSON, those of lists among them. */
  private static Map<String, Type> properties(Class<?> model) {
    var properties = new LinkedHashMap<String, Type>();
    for (java.lang.reflect.Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null) {
        properties.put(name.value(), field.getGenericType());
      }
    }
    if (StripeCollection.class.isAssignableFrom(model)) {
      Type element = ((ParameterizedType) model.getGenericSuperclass()).getActualTypeArguments()[0];
      properties.put("object", String.class);
      properties.put("data", listOf(element));
      properties.put("has_more", Boolean.class);
      properties.put("url", String.class);
    }
    return properties;
  }

  private static Type listOf(Type element) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return new Type[] {element};
      }

      @Override
      public Type getRawType() {
        return List.class;
      }

      @Override
      public Type getOwnerType() {
        return null;
      }

      @Override
      public String toString() {
        return "List of " + Arrays.toString(getActualTypeArguments());
      }
    };
  }
}
