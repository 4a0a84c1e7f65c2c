package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocksTest {
  private static final String ULID = "01J0000000000000000000000A";
  private static final String OTHER = "01J0000000000000000000000B";
  private static final String THIRD = "01J0000000000000000000000C";

  @TempDir Path directory;

  /** As one looks that goes between being listed and being read. */
  @Test
  void aBlockThatIsGoneWhenItIsReadIsNone() throws IOException {
    Files.createSymbolicLink(directory.resolve(ULID), directory.resolve("gone"));
    assertThat(Blocks.list(directory)).containsExactly(ULID);
    assertThat(Blocks.metas(directory)).isEmpty();
  }

  @Test
  void aBlockWithoutMetadataIsToldByName() throws IOException {
    Files.createDirectory(directory.resolve(ULID));
    assertThatThrownBy(() -> Blocks.metas(directory))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(ULID);
  }

  /** As Prometheus, Thanos and others write it. */
  @Test
  void aBlockIsSettledAndNothingElseThatIsSaidOfItChanges() throws IOException {
    String compaction =
        "\"compaction\": {\"level\": 1, \"sources\": [\"%s\"]%s, \"hints\": [\"from-out-of-order\"]}";
    String others =
        "\"stats\": {}, \"version\": 1, \"thanos\": {\"labels\": {\"a\": \"\\\"failed\\\": true\"}}";
    String json = "{\"ulid\": \"%s\", %s, %s}";
    String failed = ",\n\t\"failed\" :true";
    Path meta = Files.createDirectory(directory.resolve(ULID)).resolve("meta.json");
    Files.writeString(meta, json.formatted(ULID, compaction.formatted(ULID, failed), others));
    assertThat(Blocks.metas(directory)).singleElement().matches(BlockMeta::isHeld);
    for (int i = 0; i < 2; i++) {
      Blocks.settle(directory, ULID);
      assertThat(meta).hasContent(json.formatted(ULID, compaction.formatted(ULID, ""), others));
      assertThat(Blocks.metas(directory).get(0).marks()).isEqualTo(HeadMarks.SETTLED);
      assertThat(TestBlocks.names(meta.getParent())).containsExactly("meta.json");
    }
  }

  @Test
  void aBlockThatIsGoneNeedsNoSettling() throws IOException {
    Blocks.settle(directory, ULID);
    assertThat(directory).isEmptyDirectory();
  }

  /** That it failed on one of its own is for Prometheus to know. */
  @Test
  void aBlockThatPrometheusFailedToCompactIsNotHeldAndStaysMarked() throws IOException {
    Path meta = meta(ULID, ULID, 2000, "\"failed\": true");
    String before = Files.readString(meta);
    assertThat(Blocks.metas(directory)).singleElement().matches(block -> !block.isHeld());
    Blocks.settle(directory, ULID);
    assertThat(meta).hasContent(before);
    assertThat(Blocks.persistedEndMillis(directory)).hasValue(2000);
  }

  @Test
  void blocksWithMarksSayNothingOfHowFarTheHeadIsPersisted() throws IOException {
    assertThat(Blocks.persistedEndMillis(directory)).isEmpty();
    meta(ULID, ULID, 5000, "\"failed\": true, \"hints\": [\"from-out-of-order\"]");
    meta(OTHER, OTHER, 4000, "\"hints\": [\"from-out-of-order\"]");
    assertThat(Blocks.persistedEndMillis(directory)).isEmpty();
    meta(THIRD, THIRD, 3000, "\"level\": 1");
    assertThat(Blocks.persistedEndMillis(directory)).hasValue(3000);
  }

  @Test
  void aBlockIsFoundInTheOneThatItWasCompactedInto() throws IOException {
    meta(OTHER, ULID + "\", \"" + THIRD, 1000, "\"level\": 2");
    assertThat(Blocks.find(directory, ULID)).get().returns(OTHER, BlockMeta::ulid);
    meta(ULID, ULID, 2000, "\"level\": 1");
    assertThat(Blocks.find(directory, ULID)).get().returns(ULID, BlockMeta::ulid);
    assertThat(Blocks.find(directory, "01J0000000000000000000000D")).isEmpty();
  }

  private Path meta(String ulid, String sources, long endMillis, String compaction)
      throws IOException {
    Path file = Files.createDirectory(directory.resolve(ulid)).resolve("meta.json");
    return Files.writeString(
        file,
        """
        {"ulid": "%s", "minTime": 0, "maxTime": %d, "stats": {}, "version": 1,
         "compaction": {"sources": ["%s"], %s}}
        """
            .formatted(ulid, endMillis, sources, compaction));
  }
}
