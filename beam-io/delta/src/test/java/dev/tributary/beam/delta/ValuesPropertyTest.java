package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructType;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ValuesPropertyTest {
  @Property(tries = 200)
  void aValueEqualsItselfAndItsNormalForm(@ForAll long seed) {
    StructType schema = new RandomRows(seed).schema();
    Object row = new RandomRows(seed + 1).rows(schema, 1).get(0);
    Object same = new RandomRows(seed + 1).rows(schema, 1).get(0);
    assertThat(Values.equal(schema, row, same)).isTrue();
    assertThat(Values.equal(schema, row, Values.normalize(schema, row))).isTrue();
  }

  @Property(tries = 200)
  void theOrderAgreesWithEquality(@ForAll long seed) {
    for (DataType type : RandomRows.primitives()) {
      RandomRows random = new RandomRows(seed);
      Object one = random.value(type, false);
      Object other = random.value(type, false);
      Comparator<Object> order = Values.comparator(type);
      assertThat(order.compare(one, one)).isZero();
      assertThat(Integer.signum(order.compare(one, other)))
          .isEqualTo(-Integer.signum(order.compare(other, one)));
      assertThat(order.compare(one, other) == 0).isEqualTo(Values.equal(type, one, other));
    }
  }
}
