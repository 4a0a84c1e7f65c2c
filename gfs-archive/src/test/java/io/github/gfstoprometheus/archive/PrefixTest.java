package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.testkit.geode.GeodeSampler;
import io.github.gfstoprometheus.testkit.geode.GeodeWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Wherever an archive is cut, what is left of it reads as it did, up to its last whole token. */
class PrefixTest {
  /** The cost grows with the square of the length. */
  private static final int MOST_BYTES = 24 * 1024;

  @TempDir Path directory;

  @Test
  void everyPrefixOfTheSampleYieldsAPrefixOfItsTokens() throws IOException {
    cutEverywhere(Path.of("../samples/geode-server.gfs"));
  }

  @Test
  void everyPrefixOfAFreshArchiveYieldsAPrefixOfItsTokens() throws IOException {
    GeodeWorkload workload =
        GeodeWorkload.writing(directory.resolve("fresh.gfs"))
            .withSampleRateMillis(100)
            .withDuration(Duration.ofSeconds(2));
    cutEverywhere(GeodeSampler.record(workload).get(0));
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = Corpus.VARIABLE,
      matches = ".+",
      disabledReason = "needs real archives, in the directory that GFS_CORPUS names")
  void everyPrefixOfEachArchiveOfTheCorpusYieldsAPrefixOfItsTokens() throws IOException {
    for (Path archive : Corpus.archives()) {
      if (!archive.toString().endsWith(".gz")) {
        cutEverywhere(archive);
      }
    }
  }

  private static void cutEverywhere(Path archive) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    bytes = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
    NavigableMap<Long, Long> checksums = checksums(bytes);
    for (int length = 0; length <= bytes.length; length++) {
      TokenSum sum = new TokenSum();
      try (ArchiveReader reader = ArchiveBytes.open(Arrays.copyOf(bytes, length))) {
        reader.readAll(sum);
        Map.Entry<Long, Long> expected = checksums.floorEntry((long) length);
        assertThat(reader.position()).isEqualTo(expected.getKey());
        assertThat(sum.checksum()).isEqualTo(expected.getValue());
      }
    }
  }

  /** The checksum of the tokens up to each place where one ends. */
  private static NavigableMap<Long, Long> checksums(byte[] bytes) throws IOException {
    NavigableMap<Long, Long> checksums = new TreeMap<>();
    TokenSum sum = new TokenSum();
    List<Long> ends = new ArrayList<>();
    try (ArchiveReader reader = ArchiveBytes.open(bytes)) {
      do {
        ends.add(reader.position());
        checksums.put(reader.position(), sum.checksum());
      } while (reader.next(sum));
    }
    assertThat(ends).as("tokens").hasSizeGreaterThan(5);
    return checksums;
  }
}
