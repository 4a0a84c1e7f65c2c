package io.github.gfstoprometheus.testkit.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromtoolTest {

  private static final String OPEN_METRICS =
      """
      # TYPE temperature gauge
      temperature{room="a \\"b\\" \\\\ ü"} 1.5 1700000000.001
      temperature{room="a \\"b\\" \\\\ ü"} NaN 1700000001
      temperature{room="hall"} -0 1700000000
      temperature{room="hall"} +Inf 1700010000
      # EOF
      """;

  @TempDir Path directory;

  private Path data;

  @BeforeEach
  void makeBlocks() throws IOException {
    Path text = Files.writeString(directory.resolve("metrics.txt"), OPEN_METRICS);
    data = Files.createDirectory(directory.resolve("data"));
    Promtool.createBlocksFromOpenMetrics(text, data);
  }

  @Test
  void everySampleOfEveryBlockIsDumped() throws IOException {
    List<String> samples = new ArrayList<>();

    long count =
        Promtool.dump(
            data,
            (series, value, millis) ->
                samples.add(LabelSetText.parse(series).get("room") + " " + value + " " + millis));

    assertThat(count).isEqualTo(4);
    assertThat(samples)
        .containsExactly(
            "a \"b\" \\ ü 1.5 1700000000001",
            "a \"b\" \\ ü NaN 1700000001000",
            "hall -0.0 1700000000000",
            "hall Infinity 1700010000000");
    assertThat(data).isDirectoryNotContaining("glob:**/wal");
  }

  @Test
  void blocksAreListedAndSound() throws IOException {
    List<ListedBlock> blocks = Promtool.list(data);

    assertThat(blocks).hasSize(2);
    assertThat(blocks.stream().mapToLong(ListedBlock::samples).sum()).isEqualTo(4);
    for (ListedBlock block : blocks) {
      Promtool.analyzeExtended(data, block.ulid());
    }
  }

  @Test
  void aFlippedBitInAChunkIsFound() throws IOException {
    String ulid = Promtool.list(data).get(0).ulid();
    Path segment = data.resolve(ulid).resolve("chunks").resolve("000001");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 6] ^= 1;
    Files.write(segment, bytes);

    assertThatThrownBy(() -> Promtool.analyzeExtended(data, ulid))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("checksum mismatch");
  }

  @Test
  void labelSetsAreFormattedAsPromtoolDoes() throws IOException {
    List<String> series = new ArrayList<>();
    Promtool.dump(data, (text, value, millis) -> series.add(text));

    assertThat(
            LabelSetText.format(
                new TreeMap<>(Map.of("__name__", "temperature", "room", "a \"b\" \\ ü"))))
        .isEqualTo(series.get(0));
  }
}
