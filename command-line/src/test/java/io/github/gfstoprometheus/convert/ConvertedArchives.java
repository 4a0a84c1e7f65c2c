package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.RecordingTimeline;
import io.github.gfstoprometheus.fixtures.SampleLog;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Hand-made archives of one member, and what their conversion gave. */
record ConvertedArchives(ChainConversion conversion, SampleLog samples) {
  static ConvertedArchives of(HandmadeArchive... archives) throws IOException {
    return of(ConversionOptions.DEFAULT, archives);
  }

  static ConvertedArchives of(NamingOptions naming, HandmadeArchive... archives)
      throws IOException {
    return of(ConversionOptions.of(naming), archives);
  }

  static ConvertedArchives of(ConversionOptions options, HandmadeArchive... archives)
      throws IOException {
    List<ArchiveSource> sources =
        Arrays.stream(archives)
            .<ArchiveSource>map(archive -> new InMemory(archive.toBytes()))
            .toList();
    MemberSurvey survey =
        MemberSurvey.of(
            List.of(new ArchiveChain("member-1", sources)),
            new MemberOptions(options.naming().member(), Optional.empty()));
    ChainConversion conversion = ChainConversion.of(survey.members().get(0), options);
    RecordingTimeline timeline = new RecordingTimeline();
    conversion.into(timeline);
    if (!timeline.isEnded()) {
      throw new AssertionError("the timeline was not ended");
    }
    return new ConvertedArchives(conversion, timeline.log());
  }

  ConversionFigures figures() {
    return conversion.figures();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record InMemory(byte[] bytes) implements ArchiveSource {
    @Override
    public String name() {
      return "test.gfs";
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public InputStream openBytes() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public ArchiveReader peek() {
      return open();
    }

    @Override
    public ArchiveReader open() {
      return ArchiveReader.of(openBytes(), name());
    }
  }
}
