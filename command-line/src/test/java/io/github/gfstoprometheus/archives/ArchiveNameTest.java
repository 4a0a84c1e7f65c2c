package io.github.gfstoprometheus.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveNameTest {
  private static final int NOW = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    "server-1.gfs, server-1",
    "server-1.gfs.gz, server-1",
    "server-1.gz, server-1",
    "server-1, server-1",
    "client-12345.gfs, client-12345",
    "a.b.gfs, a.b",
    ".gfs, .gfs"
  })
  void theFileThatIsWrittenNowHasNoNumbers(String file, String stem) {
    assertThat(ArchiveName.of(file)).isEqualTo(new ArchiveName(stem, NOW, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "server-1-01-02.gfs, server-1, 1, 2",
    "stats.gfs-01-01.gz, stats, 1, 1",
    "stats-01-01.gfs.gz, stats, 1, 1",
    "stats-01-01.gz, stats, 1, 1",
    "stats-100-1234.gfs, stats, 100, 1234"
  })
  void aRolledFileHasTheNumbersOfItsRestartAndItsRoll(
      String file, String stem, int restart, int roll) {
    assertThat(ArchiveName.of(file)).isEqualTo(new ArchiveName(stem, restart, roll));
  }

  @Test
  void rolledFilesAreOrderedByNumberAndTheLiveOneIsLast() {
    assertThat(
            List.of("s.gfs", "s-02-01.gfs", "s-01-100.gfs", "s-01-99.gfs", "s-100-01.gfs").stream()
                .sorted(Comparator.comparing(ArchiveName::of, ArchiveName.BY_TIME)))
        .containsExactly("s-01-99.gfs", "s-01-100.gfs", "s-02-01.gfs", "s-100-01.gfs", "s.gfs");
  }
}
