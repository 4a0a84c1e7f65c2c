package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file {@code meta.json} of a block, version 1.
 *
 * <p>{@code maxTime} is the end of a half-open range. With the time of the last sample in its
 * place, Prometheus' next compaction would lose that sample of every series.
 */
final class MetaFile {
  static final String NAME = "meta.json";
  private static final long VERSION = 1;

  private MetaFile() {}

  static String format(BlockMeta meta) {
    return String.format(
        Locale.ROOT,
        """
        {
        \t"ulid": "%1$s",
        \t"minTime": %2$d,
        \t"maxTime": %3$d,
        \t"stats": {
        \t\t"numSamples": %4$d,
        \t\t"numSeries": %5$d,
        \t\t"numChunks": %6$d
        \t},
        \t"compaction": {
        \t\t"level": 1,
        \t\t"sources": [
        \t\t\t"%1$s"
        \t\t]
        \t},
        \t"version": 1
        }
        """,
        meta.ulid(),
        meta.minMillis(),
        meta.endMillis(),
        meta.samples(),
        meta.series(),
        meta.chunks());
  }

  static BlockMeta read(Path file) throws IOException {
    Json json = new Json(file, readText(file));
    Map<?, ?> meta = json.object(json.parse(), "an object");
    if (json.number(meta, "version") != VERSION) {
      throw new CorruptBlockException(
          file, 0, "version " + VERSION, String.valueOf(meta.get("version")));
    }
    String ulid = json.text(meta, "ulid");
    if (!Ulid.isUlid(ulid)) {
      throw new CorruptBlockException(file, 0, "a ULID", '"' + ulid + '"');
    }
    Map<?, ?> stats = json.object(meta.get("stats"), "an object \"stats\"");
    return new BlockMeta(
        ulid,
        json.number(meta, "minTime"),
        json.number(meta, "maxTime"),
        json.number(stats, "numSamples"),
        json.number(stats, "numSeries"),
        json.number(stats, "numChunks"),
        sources(json, meta));
  }

  /** Blocks by hands other than Prometheus' may not tell: then a block is its own source. */
  private static List<String> sources(Json json, Map<?, ?> meta) throws IOException {
    if (meta.get("compaction") instanceof Map<?, ?> compaction
        && compaction.get("sources") instanceof List<?> sources) {
      return sources.stream().map(String::valueOf).toList();
    }
    return List.of(json.text(meta, "ulid"));
  }

  private static String readText(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new CorruptBlockException(file, 0, "UTF-8 text", "other bytes");
    }
  }
}
