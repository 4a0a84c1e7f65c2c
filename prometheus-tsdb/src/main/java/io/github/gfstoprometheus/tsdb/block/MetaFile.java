package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file {@code meta.json} of a block, version 1.
 *
 * <p>{@code maxTime} is the end of a half-open range. With the time of the last sample in its
 * place, Prometheus' next compaction would lose that sample of every series.
 */
final class MetaFile {
  static final String NAME = "meta.json";
  private static final long VERSION = 1;

  /** Go writes its keys in a fixed order, in which "failed" is never the first. */
  private static final Pattern FAILED = Pattern.compile(",\\s*\"failed\"\\s*:\\s*true");

  private static final String FROM_OUT_OF_ORDER = "from-out-of-order";

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
        \t\t]%7$s
        \t},
        \t"version": 1
        }
        """,
        meta.ulid(),
        meta.minMillis(),
        meta.endMillis(),
        meta.samples(),
        meta.series(),
        meta.chunks(),
        replaced(meta.replaced()) + marks(meta.marks()));
  }

  private static String replaced(List<BlockMeta.Replaced> blocks) {
    if (blocks.isEmpty()) {
      return "";
    }
    return blocks.stream()
        .map(
            block ->
                "{\"ulid\": \"%s\", \"minTime\": %d, \"maxTime\": %d}"
                    .formatted(block.ulid(), block.minMillis(), block.endMillis()))
        .collect(Collectors.joining(",\n\t\t\t", ",\n\t\t\"parents\": [\n\t\t\t", "\n\t\t]"));
  }

  private static String marks(HeadMarks marks) {
    String failed = marks == HeadMarks.HELD ? ",\n\t\t\"failed\": true" : "";
    String hints = ",\n\t\t\"hints\": [\n\t\t\t\"" + FROM_OUT_OF_ORDER + "\"\n\t\t]";
    return marks == HeadMarks.NONE ? "" : failed + hints;
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
        sources(json, meta),
        replaced(json, meta),
        marks(meta));
  }

  private static List<BlockMeta.Replaced> replaced(Json json, Map<?, ?> meta) throws IOException {
    List<BlockMeta.Replaced> replaced = new ArrayList<>();
    if (meta.get("compaction") instanceof Map<?, ?> compaction
        && compaction.get("parents") instanceof List<?> parents) {
      for (Object parent : parents) {
        Map<?, ?> block = json.object(parent, "an object in \"parents\"");
        replaced.add(
            new BlockMeta.Replaced(
                json.text(block, "ulid"),
                json.number(block, "minTime"),
                json.number(block, "maxTime")));
      }
    }
    return replaced;
  }

  /** A block that Prometheus itself failed to compact has no hint, and counts as one of its own. */
  private static HeadMarks marks(Map<?, ?> meta) {
    if (meta.get("compaction") instanceof Map<?, ?> compaction
        && compaction.get("hints") instanceof List<?> hints
        && hints.contains(FROM_OUT_OF_ORDER)) {
      return "true".equals(compaction.get("failed")) ? HeadMarks.HELD : HeadMarks.SETTLED;
    }
    return HeadMarks.NONE;
  }

  /** Takes the mark out that has Prometheus leave the block, and nothing else. */
  static void settle(Path file) throws IOException {
    if (!read(file).isHeld()) {
      return;
    }
    String settled = FAILED.matcher(readText(file)).replaceFirst("");
    Path aside = file.resolveSibling(NAME + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(settled);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (read(aside).isHeld()) {
      throw new CorruptBlockException(file, 0, "\"failed\" behind another key", "it as the first");
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    BlockDirectory.sync(file.getParent());
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
