package dev.tributary.beam.delta;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses ZSTD pages in one native call each, and whatever else a file may use with Parquet's
 * own codecs. Not thread-safe.
 */
final class PageCodecs implements CompressionCodecFactory {
  private final CodecFactory others;
  private ZstdDecompressor zstd;

  PageCodecs(Configuration conf) {
    this.others = new CodecFactory(conf, 0);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      return others.getDecompressor(codec);
    }
    if (zstd == null) {
      zstd = new ZstdDecompressor();
    }
    return zstd;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return others.getCompressor(codec);
  }

  @Override
  public void release() {
    others.release();
    if (zstd != null) {
      zstd.release();
      zstd = null;
    }
  }

  private static final class ZstdDecompressor implements BytesInputDecompressor {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public BytesInput decompress(BytesInput bytes, int uncompressedSize) throws IOException {
      byte[] compressed = bytes.toByteArray();
      byte[] plain = new byte[uncompressedSize];
      int length =
          context.decompressByteArray(
              plain, 0, uncompressedSize, compressed, 0, (int) bytes.size());
      return BytesInput.from(plain, 0, length);
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize)
        throws IOException {
      byte[] compressed = new byte[compressedSize];
      input.get(compressed);
      output.put(decompress(BytesInput.from(compressed), uncompressedSize).toByteArray());
    }

    @Override
    public void release() {
      context.close();
    }
  }
}
