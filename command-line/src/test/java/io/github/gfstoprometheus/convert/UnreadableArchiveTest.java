package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RecordingTimeline;
import io.github.gfstoprometheus.members.Member;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableArchiveTest {
  @TempDir private Path directory;

  @Test
  void aFileThatVanishedIsAProblemAndTheNextOneIsConverted() throws IOException {
    Path gone = directory.resolve("a-01-01.gfs");
    RecordingTimeline timeline = new RecordingTimeline();
    ChainConversion conversion = conversion(ArchiveSource.of(gone), good());
    conversion.into(timeline);

    assertThat(conversion.problems())
        .containsExactly(gone + ": cannot be read: no such file or directory");
    assertThat(conversion.figures().ticks()).isEqualTo(2);
    assertThat(timeline.isEnded()).isTrue();
  }

  @Test
  void whatWasReadBeforeAFailureCountsAndTheNextArchiveIsConverted() throws IOException {
    byte[] start = archive(START_MILLIS - 60_000).toBytes();
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(start),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("Input/output error");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return read();
              }
            });
    ChainConversion conversion = conversion(ArchiveSource.standardInput(failing), good());
    conversion.into(new RecordingTimeline());

    assertThat(conversion.problems())
        .containsExactly("standard input: cannot be read: Input/output error");
    assertThat(conversion.figures().ticks()).isEqualTo(4);
  }

  @Test
  void aTimelineThatFailsEndsTheConversion() {
    IOException full = new IOException("No space left on device");
    ChainConversion conversion = conversion(good(), good());

    assertThatThrownBy(() -> conversion.into(new FailingTimeline(full))).isSameAs(full);
  }

  private static ChainConversion conversion(ArchiveSource... sources) {
    return ChainConversion.of(
        new MemberArchives(
            new Member("a", Optional.empty()), new ArchiveChain("a", List.of(sources))),
        ConversionOptions.DEFAULT);
  }

  private ArchiveSource good() {
    return ArchiveSource.of(archive(START_MILLIS).to(directory.resolve("a.gfs")));
  }

  private static HandmadeArchive archive(long startMillis) {
    return HandmadeArchive.begunAt(startMillis)
        .type(1, "T", whole("n"))
        .create(1, "x", 1)
        .samples(2, 1000);
  }

  private record FailingTimeline(IOException failure) implements Timeline {
    @Override
    public int open(LabelSet labels) {
      return 0;
    }

    @Override
    public void set(int series, long valueBits) {}

    @Override
    public void close(int series) {}

    @Override
    public void tick(long timestampMillis) throws IOException {
      throw failure;
    }

    @Override
    public void end() {}
  }
}
