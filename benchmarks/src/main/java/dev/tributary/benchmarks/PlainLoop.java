package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The limit of an initial load: each file parsed and written as Parquet in one loop, on two
 * threads. No pages, no key order, no checks, no statistics in a log, no commit.
 */
final class PlainLoop implements Side {
  private static final int THREADS = 2;
  private static final JsonFactory JSON = new JsonFactory();

  private final Workbench bench;
  private final Input input;
  private final Place place;

  PlainLoop(Workbench bench, Input input) {
    this.bench = bench;
    this.input = input;
    this.place = new Place(bench::freshPath, null);
  }

  @Override
  public void prepare() {
    place.renew();
  }

  @Override
  public Dataset<Row> rows() {
    return bench.peer().parquet(place.path());
  }

  @Override
  public void discard() {
    place.discard();
  }

  @Override
  public void run() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Path> files = input.files();
    try {
      List<Future<Path>> written =
          IntStream.range(0, files.size())
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> write(files.get(i), place.path().resolve(i + ".zstd.parquet"))))
              .toList();
      for (Future<Path> file : written) {
        file.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot write Parquet: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Cannot go on: interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private Path write(Path records, Path file) throws IOException {
    var configuration = new Configuration();
    // As Tributary's writer does.
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, 1);
    try (JsonParser parser = JSON.createParser(records.toFile());
        ParquetWriter<JsonParser> writer =
            new Builder(new org.apache.hadoop.fs.Path(file.toUri()), input.shape().schema())
                .withConf(configuration)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        writer.write(parser);
      }
    }
    return file;
  }

  private static final class Builder extends ParquetWriter.Builder<JsonParser, Builder> {
    private final StructType schema;

    Builder(org.apache.hadoop.fs.Path file, StructType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<JsonParser> getWriteSupport(Configuration configuration) {
      return new JsonWriteSupport(schema);
    }
  }
}
