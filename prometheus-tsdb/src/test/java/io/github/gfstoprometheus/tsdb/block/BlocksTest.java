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
}
