package io.github.gfstoprometheus.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Archives of many products and versions. */
@EnabledIfEnvironmentVariable(
    named = CorpusMembersTest.CORPUS,
    matches = ".+",
    disabledReason = "GFS_CORPUS names no directory with archives")
class CorpusMembersTest {
  static final String CORPUS = "GFS_CORPUS";

  private final Path corpus = Path.of(System.getenv().getOrDefault(CORPUS, ""));

  @TempDir private Path directory;

  @Test
  void aZipOfAllArchivesHasTheSameMembersAndBesideThemHoldsCopiesOnly() throws IOException {
    Path zip = Zip.write(directory.resolve(corpus.getFileName() + ".zip"), archives());
    MemberSurvey files = survey(corpus);

    assertThat(names(survey(zip))).isEqualTo(names(files)).isNotEmpty();
    MemberSurvey both = survey(zip, corpus);
    assertThat(sources(both)).containsExactlyElementsOf(sources(files));
    assertThat(both.remarks())
        .filteredOn(text -> text.startsWith(zip.toString()))
        .hasSizeGreaterThanOrEqualTo(sources(files).size())
        .allSatisfy(text -> assertThat(text).endsWith("; left out"));
  }

  private Map<String, byte[]> archives() throws IOException {
    Map<String, byte[]> archives = new TreeMap<>();
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        archives.put(corpus.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return archives;
  }

  private static MemberSurvey survey(Path... paths) throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    for (Path path : paths) {
      finder.add(path);
    }
    return MemberSurvey.of(finder.chains(), MemberOptions.DEFAULT);
  }

  private static List<String> names(MemberSurvey survey) {
    return survey.members().stream().map(member -> member.member().name()).toList();
  }

  private static List<String> sources(MemberSurvey survey) {
    return survey.members().stream()
        .flatMap(member -> member.chain().sources().stream())
        .map(ArchiveSource::name)
        .toList();
  }
}
