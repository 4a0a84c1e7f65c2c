package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.DirectoryContent;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a real archive comes, its blocks are the same to the byte. */
class SameBytesTest {
  @TempDir private static Path directory;
  private static byte[] archive;
  private static Map<String, String> expected;

  @BeforeAll
  static void convertTheFile() throws IOException {
    archive = Files.readAllBytes(SampleArchive.path());
    Path data = directory.resolve("expected");
    CommandRun.of("convert", SampleArchive.path(), "--output", data).exits(0);
    expected = DirectoryContent.ofBlocks(data);
    assertThat(expected).hasSizeGreaterThan(4);
  }

  @TempDir private Path data;

  @Test
  void throughAPipe() throws IOException {
    CommandRun.withInput(archive, "stream", "-", "--output", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void throughAPipeAndCompressed() throws IOException {
    CommandRun.withInput(HandmadeArchive.gzip(archive), "stream", "-", "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void throughAPipeFromAMemberThatIsNamed() throws IOException {
    CommandRun.withInput(archive, "stream", "-", "--member", "server-1", "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void asAStreamOfAFile() throws IOException {
    CommandRun.of("stream", SampleArchive.path(), "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void compressed() throws IOException {
    Path packed = directory.resolve("server.gfs.gz");
    Files.write(packed, HandmadeArchive.gzip(archive));
    CommandRun.of("convert", packed, "--output", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void withTheOptionThatIsAcceptedForCompatibility() throws IOException {
    CommandRun.of("convert", "--streaming", SampleArchive.path(), "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10_000, 1_000_000})
  void inBatchesOfAnySize(int size) throws IOException {
    CommandRun.of("convert", SampleArchive.path(), "--batch-size", size, "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 8})
  void withAnyNumberOfThreads(int jobs) throws IOException {
    CommandRun.of("convert", SampleArchive.path(), "--jobs", jobs, "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void inMemoryThatIsEnough() throws IOException {
    CommandRun.of("convert", SampleArchive.path(), "--memory", "64MB", "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isEqualTo(expected);
  }

  @Test
  void anotherMemberNameMakesADifference() throws IOException {
    CommandRun.withInput(archive, "stream", "-", "--member", "server-2", "-o", data).exits(0);

    assertThat(DirectoryContent.ofBlocks(data)).isNotEqualTo(expected);
  }
}
