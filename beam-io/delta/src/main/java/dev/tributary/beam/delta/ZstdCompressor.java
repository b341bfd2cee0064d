package dev.tributary.beam.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses whole pages in one native call with one context a file; Hadoop's codec goes through a
 * stream and a pool for each page. What it returns is valid until the next call. Not thread-safe.
 */
@SuppressWarnings("deprecation") // The page store takes no other kind of compressor.
final class ZstdCompressor extends BytesCompressor {
  private final ZstdCompressCtx context;
  private byte[] buffer = new byte[0];

  ZstdCompressor(int level) {
    this.context = new ZstdCompressCtx().setLevel(level);
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    byte[] plain = bytes.toByteArray();
    int length = (int) bytes.size();
    int bound = Math.toIntExact(Zstd.compressBound(length));
    if (buffer.length < bound) {
      buffer = new byte[bound];
    }
    int compressed = context.compressByteArray(buffer, 0, buffer.length, plain, 0, length);
    return BytesInput.from(buffer, 0, compressed);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    context.close();
  }
}
