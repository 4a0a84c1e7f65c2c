package io.github.gfstoprometheus.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.block.BlockListener;
import io.github.gfstoprometheus.tsdb.block.BlockMeta;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.BlockReader;
import io.github.gfstoprometheus.tsdb.block.ChunkPlacement;
import io.github.gfstoprometheus.tsdb.block.TestBlocks;
import io.github.gfstoprometheus.tsdb.head.RandomSamples.Order;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there after a head was given up or has failed: whole blocks, and nothing else. */
class FailedHeadTest {
  private static final LabelSet UP = LabelSet.of(Map.of("__name__", "up"));
  private static final BlockPolicy TIGHT =
      new BlockPolicy(60_000, 20, ChunkPlacement.IN_ORDER, 10_000);

  @TempDir Path directory;

  @Test
  void closingWithoutFinishLeavesNothing() throws IOException {
    try (Head head = head(Long.MAX_VALUE, BlockListener.NONE)) {
      add(head);
      assertThat(TestBlocks.names(directory))
          .isNotEmpty()
          .allMatch(name -> name.endsWith(".tmp-for-creation"));
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void closingWithoutFinishKeepsWhatWasPublished() throws IOException {
    List<String> published = new ArrayList<>();
    try (Head head = head(100_000, telling(published))) {
      add(head);
    }
    assertThat(TestBlocks.names(directory))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void afterAListenerThatFailedOnlyWholeBlocksAreThere(int failing) throws IOException {
    List<String> told = new ArrayList<>();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void published(BlockMeta block, long sizeBytes) throws IOException {
            told.add(block.ulid());
            if (told.size() == failing) {
              throw new IOException("the ledger's disk is full");
            }
          }
        };
    try (Head head = head(Long.MAX_VALUE, listener)) {
      add(head);
      assertThatThrownBy(head::finish).hasMessage("the ledger's disk is full");
      assertThatIllegalStateException()
          .isThrownBy(head::finish)
          .withMessageContaining("writing has failed");
      assertThatIllegalStateException().isThrownBy(() -> head.series(UP));
    }
    assertThat(TestBlocks.names(directory)).containsExactlyInAnyOrderElementsOf(told);
    assertThat(BlockReader.openAll(directory)).hasSize(failing);
  }

  @Test
  void aBlockThatCannotBeBegunIsAnErrorOnceAndForAll() throws IOException {
    String first = TestBlocks.ulids().get().toString();
    Path theirs = directory.resolve(first + ".tmp-for-creation");
    Files.createDirectories(theirs);
    try (Head head = head(5_000, BlockListener.NONE)) {
      int up = head.series(UP);
      head.add(up, 1, 1);
      assertThatThrownBy(() -> head.add(up, 100_000, 1))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatIllegalStateException().isThrownBy(() -> head.add(up, 100_001, 1));
      assertThatIllegalStateException().isThrownBy(head::finish);
    }
    assertThat(TestBlocks.names(directory)).containsExactly(theirs.getFileName().toString());
  }

  @Test
  void aBlockIsAnnouncedBeforeItIsThere() throws IOException {
    List<String> heard = new ArrayList<>();
    BlockListener listener =
        new BlockListener() {
          @Override
          public void creating(String ulid) {
            assertThat(directory.resolve(ulid + ".tmp-for-creation")).doesNotExist();
            heard.add(ulid);
          }

          @Override
          public void published(BlockMeta block, long sizeBytes) {
            assertThat(directory.resolve(block.ulid())).isDirectory();
            assertThat(heard.remove(block.ulid())).isTrue();
          }
        };
    try (Head head = head(Long.MAX_VALUE, listener)) {
      add(head);
      assertThat(heard).isNotEmpty();
      head.finish();
    }
    assertThat(heard).isEmpty();
  }

  private static BlockListener telling(List<String> published) {
    return new BlockListener() {
      @Override
      public void published(BlockMeta block, long sizeBytes) {
        published.add(block.ulid());
      }
    };
  }

  private static void add(Head head) throws IOException {
    for (RandomSamples.Sample sample : RandomSamples.of(1, Order.BATCHES, 20, 300).samples()) {
      head.add(head.series(sample.labels()), sample.millis(), sample.valueBits());
    }
  }

  private Head head(long windowMillis, BlockListener listener) {
    return new Head(directory, TIGHT, windowMillis, TestBlocks.ulids(), listener);
  }
}
