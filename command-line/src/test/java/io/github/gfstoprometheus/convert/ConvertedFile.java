package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;

/** Conversions of archives in files. */
final class ConvertedFile {
  private ConvertedFile() {}

  /** The conversion of one archive, before it begins. */
  static ChainConversion of(Path archive, ConversionOptions options) throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    finder.add(archive);
    MemberSurvey survey =
        MemberSurvey.of(
            finder.chains(),
            new MemberOptions(options.naming().member(), MemberOptions.DEFAULT.memberFrom()));
    return ChainConversion.of(survey.members().get(0), options);
  }

  /** A timeline with all that one archive gives. */
  static <T extends Timeline> T into(T timeline, Path archive, ConversionOptions options)
      throws IOException {
    of(archive, options).into(timeline);
    return timeline;
  }
}
