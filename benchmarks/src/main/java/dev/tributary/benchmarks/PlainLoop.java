package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The limit of an initial load: each file parsed and written as Parquet in one loop, on two
 * threads. No pages, no key order, no checks, no statistics in a log, no commit.
 */
final class PlainLoop implements Side {
  private static final int THREADS = 2;
  private static final JsonFactory JSON = new JsonFactory();

  private final List<Path> files;
  private final Supplier<Path> freshPath;
  private Path directory;

  /**
   * A loop over files.
   *
   * @param freshPath gives a path where nothing is
   */
  PlainLoop(List<Path> files, Supplier<Path> freshPath) {
    this.files = files;
    this.freshPath = freshPath;
  }

  @Override
  public void prepare() {
    if (directory != null) {
      Directories.delete(directory);
    }
    directory = freshPath.get();
  }

  /** Where the Parquet files are, one for each file of records. */
  Path directory() {
    return directory;
  }

  @Override
  public void run() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Path>> written =
          IntStream.range(0, files.size())
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> write(files.get(i), directory.resolve(i + ".zstd.parquet"))))
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

  private static Path write(Path records, Path file) throws IOException {
    var configuration = new Configuration();
    // As Tributary's writer does.
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, 1);
    try (JsonParser parser = JSON.createParser(records.toFile());
        ParquetWriter<JsonParser> writer =
            new Builder(new org.apache.hadoop.fs.Path(file.toUri()))
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
    Builder(org.apache.hadoop.fs.Path file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<JsonParser> getWriteSupport(Configuration configuration) {
      return new JsonWriteSupport(Customers.SCHEMA);
    }
  }
}
