package io.github.gfstoprometheus.archives;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSourceTest {
  private static final int SAMPLES = 50_000;
  private static final byte[] ARCHIVE =
      HandmadeArchive.begun()
          .type(1, "T", whole("n"))
          .create(1, "a", 1)
          .samples(SAMPLES, 1000)
          .toBytes();

  @Test
  void whatAPeekHasReadIsThereAgainWhenTheArchiveIsOpened() throws IOException {
    for (int peeked : List.of(0, 1, 60, SAMPLES / 2, SAMPLES + 10)) {
      assertThat(samplesAfterPeek(new ByteArrayInputStream(ARCHIVE), peeked)).hasSize(SAMPLES);
    }
  }

  @Test
  void compressedInputTooCanBePeekedAt() throws IOException {
    InputStream input = new ByteArrayInputStream(HandmadeArchive.gzip(ARCHIVE));

    assertThat(samplesAfterPeek(input, 60)).hasSize(SAMPLES);
  }

  @Test
  void aPipeThatGivesAFewBytesAtATimeGivesTheSame() throws IOException {
    InputStream drops =
        new FilterInputStream(new ByteArrayInputStream(ARCHIVE)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 7));
          }
        };

    assertThat(samplesAfterPeek(drops, 60)).hasSize(SAMPLES);
  }

  @Test
  void everyPeekBeginsAtTheStart() throws IOException {
    ArchiveSource source = ArchiveSource.standardInput(new ByteArrayInputStream(ARCHIVE));

    assertThat(source.header()).isPresent();
    assertThat(source.beginning().header()).isEqualTo(source.header());
    assertThat(source.openBytes().readAllBytes()).isEqualTo(ARCHIVE);
    assertThat(source.isRepeatable()).isFalse();
    assertThat(source.sizeBytes()).isEmpty();
  }

  private static List<Long> samplesAfterPeek(InputStream input, int tokens) throws IOException {
    ArchiveSource source = ArchiveSource.standardInput(input);
    try (ArchiveReader reader = source.peek()) {
      for (int i = 0; i < tokens; i++) {
        reader.next(new ArchiveVisitor() {});
      }
    }
    List<Long> times = new ArrayList<>();
    try (ArchiveReader reader = source.open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void sample(Sample sample) {
              times.add(sample.timestampMillis());
            }
          });
    }
    return times;
  }
}
