package io.github.gfstoprometheus.members;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** From the start of a chain's first archive to its last sample, both included. */
record TimeSpan(long startMillis, long lastMillis) {
  /** Reads the last archive that has samples: where a chain ends only its end tells. */
  static TimeSpan of(SurveyedChain surveyed) {
    long startMillis = surveyed.startMillis();
    return new TimeSpan(
        startMillis, Math.max(startMillis, lastMillis(surveyed.chain()).orElse(startMillis)));
  }

  /** Whether both have more than a moment in common. */
  boolean overlaps(TimeSpan other) {
    return startMillis < other.lastMillis && other.startMillis < lastMillis;
  }

  private static OptionalLong lastMillis(ArchiveChain chain) {
    List<ArchiveSource> sources = chain.sources();
    for (int i = sources.size() - 1; i >= 0; i--) {
      OptionalLong last = lastMillis(sources.get(i));
      if (last.isPresent()) {
        return last;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong lastMillis(ArchiveSource source) {
    LastSample last = new LastSample();
    try (ArchiveReader reader = source.open()) {
      reader.readAll(last);
    } catch (IOException e) {
      // What was read must do; who reads the archive next meets the failure again, and tells.
    }
    return last.timestampMillis;
  }

  private static final class LastSample implements ArchiveVisitor {
    private OptionalLong timestampMillis = OptionalLong.empty();

    @Override
    public void sample(Sample sample) {
      timestampMillis = OptionalLong.of(sample.timestampMillis());
    }
  }
}
