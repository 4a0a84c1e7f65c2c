package io.github.gfstoprometheus.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrieflyOpenFileTest {
  @TempDir private Path directory;

  @Test
  void anArchiveIsTheSameHoweverItIsOpened() throws IOException {
    ArchiveSource source = ArchiveSource.of(SampleArchive.path());
    try (ArchiveReader usual = source.open();
        ArchiveReader sparing = source.openSparingly()) {
      assertThat(times(sparing)).isEqualTo(times(usual)).isNotEmpty();
      assertThat(sparing.bytesRead()).isEqualTo(Files.size(SampleArchive.path()));
    }
  }

  @Test
  void anotherFileOfTheNameIsNotTakenForTheFirst() throws IOException {
    Path file = Files.write(directory.resolve("a.gfs"), new byte[] {1, 2, 3});
    try (BrieflyOpenFile input = new BrieflyOpenFile(file)) {
      assertThat(input.read()).isEqualTo(1);
      Files.move(file, directory.resolve("a-01-01.gfs"));
      Files.write(file, new byte[] {7, 8, 9});
      assertThatIOException()
          .isThrownBy(input::read)
          .withMessageContaining("expected the file that was read up to byte 1");
    }
  }

  @Test
  void bytesAreReadToTheEndAndOnWhenTheFileGrows() throws IOException {
    Path file = Files.write(directory.resolve("a.gfs"), new byte[] {1, -1});
    try (BrieflyOpenFile input = new BrieflyOpenFile(file)) {
      assertThat(List.of(input.read(), input.read(), input.read())).containsExactly(1, 255, -1);
      Files.write(file, new byte[] {1, -1, 5});
      assertThat(input.read()).isEqualTo(5);
    }
  }

  private static List<Long> times(ArchiveReader reader) throws IOException {
    List<Long> times = new ArrayList<>();
    reader.readAll(
        new ArchiveVisitor() {
          @Override
          public void sample(Sample sample) {
            times.add(sample.timestampMillis());
          }
        });
    return times;
  }
}
