package dev.tributary.connectors.example;

import static dev.tributary.connectors.schema.DataType.Primitive.LONG;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;

import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A list without a history: every read returns it as it is. From one day to the next a country
 * disappears, another appears, and the population of a third is counted again.
 */
final class Countries implements Table {
  private static final StructType SCHEMA =
      new StructType(
          List.of(
              Field.required("code", STRING),
              Field.of("name", STRING),
              Field.of("population", LONG)));

  /** Code, name and population in thousands. */
  private static final List<String> LIST =
      """
      AR,Argentina,45500 AT,Österreich,9100 AU,Australia,26600 BE,België,11700 BR,Brasil,203000
      CA,Canada,40100 CH,Schweiz,8900 CL,Chile,19600 CN,中国,1410000 CO,Colombia,52200
      CZ,Česko,10900 DE,Deutschland,84500 DK,Danmark,5900 EG,مصر,105900 ES,España,48300
      FI,Suomi,5600 FR,France,68300 GB,Britain,68300 GR,Ελλάδα,10400 HU,Magyarország,9600
      ID,Indonesia,278700 IE,Éire,5300 IL,ישראל,9800 IN,भारत,1428600 IS,Ísland,380
      IT,Italia,58900 JP,日本,124500 KE,Kenya,51500 KR,한국,51700 MX,México,129000
      MY,Malaysia,33400 NG,Nigeria,216800 NL,Nederland,17900 NO,Norge,5500 NZ,Aotearoa,5200
      PE,Perú,33700 PL,Polska,37700 PT,Portugal,10600 RO,România,19100 SE,Sverige,10500
      SI,Slovenija,2100 TH,ไทย,66000 TR,Türkiye,85300 VN,Việt-Nam,100300
      """
          .lines()
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .toList();

  /** How many of the list there are on any one day. */
  static final int SHOWN = 40;

  /** Far enough from both ends of what is shown. */
  private static final int COUNTED = 10;

  static String code(int index) {
    return LIST.get(index).substring(0, 2);
  }

  @Override
  public String name() {
    return "countries";
  }

  @Override
  public TableMetadata metadata() {
    return TableMetadata.snapshot(SnapshotPaging.KEYSET, "code");
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public Feed changes(Demo demo) {
    return new Feed() {
      @Override
      public long size() {
        return SHOWN;
      }

      @Override
      public SourceRecord record(long position) {
        return Countries.record((int) ((demo.day() - 1 + position) % LIST.size()), demo.day());
      }

      @Override
      public Instant time(long position) {
        throw new UnsupportedOperationException("A snapshot has no times");
      }
    };
  }

  private static SourceRecord record(int index, long day) {
    String[] country = LIST.get(index).split(",", 3);
    // Day d counts country (d + COUNTED) modulo all.
    long counts =
        Math.floorDiv(day + COUNTED - index, LIST.size())
            - Math.floorDiv(1 + COUNTED - index, LIST.size());
    return Json.record(
        ChangeKind.UPSERT,
        json -> {
          json.writeStringField("code", country[0]);
          json.writeStringField("name", country[1].replace('-', ' '));
          json.writeNumberField("population", (Long.parseLong(country[2]) + counts) * 1000);
        });
  }
}
