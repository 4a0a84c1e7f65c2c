package io.github.gfstoprometheus.members;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.archives.ArchiveFinder;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberSurveyTest {
  private static final int HOUR_MILLIS = 3_600_000;

  @TempDir private Path directory;

  @Test
  void membersAreOrderedByNameAsPeopleCount() throws IOException {
    for (String name : List.of("server-10", "server-2", "locator", "server-1")) {
      archive(name, 1, 0).to(file(name + "/stats.gfs"));
    }

    assertThat(names(survey())).containsExactly("locator", "server-1", "server-2", "server-10");
  }

  @Test
  void aMemberHasItsRolledFilesInTheOrderOfTheirNumbers() throws IOException {
    int hour = 0;
    for (String number : List.of("-01-98", "-01-99", "-01-100", "-02-01", "")) {
      archive("server-1", 1, hour++).to(file("server-1/stats" + number + ".gfs"));
    }
    byte[] first = archive("server-1", 1, -1).toBytes();
    Files.write(file("server-1/stats.gfs-01-97.gz"), HandmadeArchive.gzip(first));

    assertThat(archives(survey().members().get(0)))
        .containsExactly(
            "server-1/stats.gfs-01-97.gz",
            "server-1/stats-01-98.gfs",
            "server-1/stats-01-99.gfs",
            "server-1/stats-01-100.gfs",
            "server-1/stats-02-01.gfs",
            "server-1/stats.gfs");
  }

  @Test
  void theNameThatTheArchiveTellsCountsMoreThanItsPath() throws IOException {
    archive("told", 1, 0).to(file("guessed/stats.gfs"));

    assertThat(names(survey())).containsExactly("told");
  }

  @Test
  void theNextArchivesAreAskedIfTheFirstOneDoesNotTell() throws IOException {
    silent(1, 0).to(file("a/stats-01-01.gfs"));
    silent(1, 1).to(file("a/stats-01-02.gfs"));
    archive("server-1", 1, 2).to(file("a/stats.gfs"));

    assertThat(survey().members())
        .extracting(MemberArchives::member)
        .containsExactly(new Member("server-1", Optional.of("server")));
  }

  @Test
  void notAllArchivesAreAsked() throws IOException {
    for (int i = 1; i <= 4; i++) {
      silent(1, i).to(file("a/stats-01-0" + i + ".gfs"));
    }
    archive("server-1", 1, 9).to(file("a/stats.gfs"));

    assertThat(survey().members())
        .extracting(MemberArchives::member)
        .containsExactly(new Member("a", Optional.empty()));
  }

  @Test
  void aRestartInAnotherDirectoryIsTheSameMember() throws IOException {
    archive("server-1", 2, 5).to(file("a-later/stats.gfs"));
    archive("server-1", 1, 0).to(file("b-first/stats-01-01.gfs"));
    archive("server-1", 1, 1).to(file("b-first/stats.gfs"));
    MemberSurvey survey = survey();

    assertThat(survey.members())
        .singleElement()
        .satisfies(
            member ->
                assertThat(archives(member))
                    .containsExactly(
                        "b-first/stats-01-01.gfs", "b-first/stats.gfs", "a-later/stats.gfs"));
    assertThat(survey.remarks())
        .containsExactly(
            "server-1: one member's archives, from %s, %s on, in the order of time"
                .formatted(file("a-later/stats.gfs"), file("b-first/stats-01-01.gfs")));
  }

  @Test
  void membersOfOneNameAtTheSameTimeAreToldApartByDirectories() throws IOException {
    archive("server-1", 1, 0).to(file("east/server-1/stats.gfs"));
    archive("server-1", 2, 0).to(file("west/server-1/stats.gfs"));
    archive("server-1", 3, 8).to(file("west/server-1/logs/stats.gfs"));
    MemberSurvey survey = survey();

    assertThat(survey.members())
        .extracting(member -> member.member().name(), this::archives)
        .containsExactly(
            tuple("east/server-1", List.of("east/server-1/stats.gfs")),
            tuple(
                "west/server-1",
                List.of("west/server-1/stats.gfs", "west/server-1/logs/stats.gfs")));
    assertThat(survey.remarks())
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("server-1: archives of different runs overlap in time")
                    .contains("east/server-1, west/server-1", "--member-from", "--cluster"));
  }

  @Test
  void membersOfOneNameAndDirectoryAtTheSameTimeAreToldApartByTheirArchives() throws IOException {
    archive("server-1", 1, 0).to(file("a/stats.gfs"));
    archive("server-1", 2, 0).to(file("a/logs/statistics.gfs"));

    assertThat(names(survey())).containsExactly("a/stats", "logs/statistics");
  }

  @Test
  void archivesOfOneRunAreOneMembersWhereverTheyAre() throws IOException {
    archive("server-1", 1, 0).to(file("old/stats-01-01.gfs"));
    archive("server-1", 1, 2).to(file("old/stats-01-03.gfs"));
    archive("server-1", 1, 1).to(file("new/stats-01-02.gfs"));
    archive("server-1", 1, 3).to(file("new/stats.gfs"));

    assertThat(survey().members())
        .singleElement()
        .satisfies(
            member ->
                assertThat(archives(member))
                    .containsExactly(
                        "old/stats-01-01.gfs",
                        "new/stats-01-02.gfs",
                        "old/stats-01-03.gfs",
                        "new/stats.gfs"));
  }

  @Test
  void aGuessedNameIsOneMembersInOnePlaceOnly() throws IOException {
    silent(1, 0).to(file("node1/gemfire.gfs"));
    silent(2, 5).to(file("node2/gemfire.gfs"));
    silent(3, 0).to(file("node3/stats.gfs"));
    silent(4, 5).to(file("node3/logs/statistics.gfs"));

    assertThat(names(survey())).containsExactly("node1/gemfire", "node2/gemfire", "node3");
  }

  @Test
  void directoriesOfOneNameAreToldApartByThoseAbove() throws IOException {
    silent(1, 0).to(file("east/node1/gemfire.gfs"));
    silent(2, 0).to(file("west/node1/gemfire.gfs"));
    silent(3, 0).to(file("west/node1/stats.gfs"));
    silent(4, 0).to(file("east/node1/stats.gfs"));

    assertThat(names(survey()))
        .containsExactly("east/node1", "east/node1/gemfire", "west/node1", "west/node1/gemfire");
  }

  @Test
  void aTellingAndASilentArchiveInOnePlaceAreOneMembers() throws IOException {
    archive("server-1", 1, 0).to(file("server-1/stats.gfs"));
    silent(2, 5).to(file("server-1/logs/stats.gfs"));

    assertThat(names(survey())).containsExactly("server-1");
  }

  @Test
  void theSameArchiveInAnotherPlaceIsLeftOut() throws IOException {
    Path first = archive("server-1", 1, 0).to(file("a/stats-01-01.gfs"));
    archive("server-1", 1, 1).to(file("a/stats.gfs"));
    Path copy = archive("server-1", 1, 0).to(file("Backup/old.gfs"));
    Path zip = Zip.write(file("export.zip"), Map.of("server-1/x.gfs", Files.readAllBytes(first)));
    MemberSurvey survey = survey();

    assertThat(survey.members())
        .singleElement()
        .satisfies(
            member ->
                assertThat(archives(member)).containsExactly("a/stats-01-01.gfs", "a/stats.gfs"));
    assertThat(survey.remarks())
        .containsExactlyInAnyOrder(
            copy + ": the same archive as " + first + "; left out",
            zip + "!/server-1/x.gfs: the same archive as " + first + "; left out");
  }

  @Test
  void aPackedArchiveBesideItselfIsLeftOut() throws IOException {
    byte[] bytes = archive("server-1", 1, 0).toBytes();
    Path plain = Files.write(file("stats.gfs"), bytes);
    Path packed = Files.write(file("stats.gfs.gz"), HandmadeArchive.gzip(bytes));
    MemberSurvey survey = survey();

    assertThat(archives(survey.members().get(0))).containsExactly("stats.gfs");
    assertThat(survey.remarks())
        .containsExactly(packed + ": the same archive as " + plain + "; left out");
  }

  @ParameterizedTest
  @CsvSource({"a, b", "b, a"})
  void ofTwoCopiesTheLongerStays(String shortName, String longName) throws IOException {
    byte[] bytes = archive("server-1", 1, 0).samples(100_000, 1000).toBytes();
    byte[] packed = HandmadeArchive.gzip(bytes);
    Path whole = Files.write(file(longName + ".gfs"), bytes);
    Path torn = Files.write(file(shortName + ".gfs"), Arrays.copyOf(bytes, bytes.length - 7));
    Path tornPacked =
        Files.write(file(shortName + "2.gz"), Arrays.copyOf(packed, packed.length * 2 / 3));
    MemberSurvey survey = survey();

    assertThat(archives(survey.members().get(0))).containsExactly(longName + ".gfs");
    assertThat(survey.remarks())
        .containsExactlyInAnyOrder(
            torn + ": a shorter copy of " + whole + "; left out",
            tornPacked + ": a shorter copy of " + whole + "; left out");
  }

  @Test
  void archivesThatOnlyBeginAlikeBothStayAndAreTold() throws IOException {
    Path one = archive("server-1", 1, 0).sample(1000).to(file("a.gfs"));
    Path other = archive("server-1", 1, 0).sample(2000).sample(1).to(file("b.gfs"));
    MemberSurvey survey = survey();

    assertThat(survey.members().stream().flatMap(member -> archives(member).stream()))
        .containsExactly("a.gfs", "b.gfs");
    assertThat(survey.remarks())
        .contains(
            other + ": has the header of " + one + ", but what follows differs; both are taken");
  }

  @Test
  void anArchiveThatCannotBeComparedStaysAndIsTold() throws IOException {
    byte[] bytes = archive("server-1", 1, 0).samples(100_000, 1000).toBytes();
    byte[] packed = HandmadeArchive.gzip(bytes);
    Arrays.fill(packed, packed.length / 2, packed.length / 2 + 50, (byte) 0xFF);
    Path whole = Files.write(file("a.gfs"), bytes);
    Path damaged = Files.write(file("b.gz"), packed);
    MemberSurvey survey = survey();

    assertThat(survey.members().stream().flatMap(member -> archives(member).stream()))
        .containsExactly("a.gfs", "b.gz");
    assertThat(survey.remarks())
        .contains(
            damaged
                + ": has the header of "
                + whole
                + ", but one of them cannot be read; both are taken");
  }

  @Test
  void anExportOfGfshGivesItsMembersByName() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("server1/server1.log", new byte[100]);
    entries.put("server1/server1.gfs", silent(1, 0).toBytes());
    entries.put("server1/server1-01-01.gfs", silent(1, -1).toBytes());
    entries.put("locator1/locator1.log", new byte[100]);
    entries.put("locator1/statArchive.gfs", silent(2, 0).toBytes());
    Path zip = Zip.write(file("exportedLogs_1500000000000.zip"), entries);

    assertThat(survey().members())
        .extracting(member -> member.member().name(), this::archives)
        .containsExactly(
            tuple("locator1", List.of(zip.getFileName() + "!/locator1/statArchive.gfs")),
            tuple(
                "server1",
                List.of(
                    zip.getFileName() + "!/server1/server1-01-01.gfs",
                    zip.getFileName() + "!/server1/server1.gfs")));
  }

  @ParameterizedTest
  @CsvSource({
    "pods/(?<member>[^/]+)/, p-7",
    "(x|pods)/(?<member>[^/]+)/, p-7",
    "pods/([^/]+)/, p-7",
    "p-\\d, p-7",
    "pods/(q.*)?p, told",
    "nowhere/(.*), told"
  })
  void anExpressionFindsTheNameInThePath(String regex, String name) throws IOException {
    archive("told", 1, 0).to(file("pods/p-7/stats.gfs"));

    assertThat(names(survey(memberFrom(regex)))).containsExactly(name);
  }

  @Test
  void anExpressionThatFindsNothingAnywhereIsAProblem() throws IOException {
    Path one = archive("told", 1, 0).to(file("a.gfs"));
    archive("told-2", 2, 0).to(file("b.gfs"));

    assertThat(survey(memberFrom("/b(\\.)")).problems()).isEmpty();
    assertThat(survey(memberFrom("nowhere/(.*)")).problems())
        .containsExactly(
            "--member-from nowhere/(.*): expected to find a member in the path of an archive, found"
                + " none in any, such as "
                + one
                + "; members are named as without it");
  }

  @Test
  void anExpressionLeavesTheKindToTheArchive() throws IOException {
    archive("told", 1, 0).to(file("a.gfs"));

    assertThat(survey(memberFrom("a\\.")).members().get(0).member())
        .isEqualTo(new Member("a.", Optional.of("server")));
  }

  @Test
  void aMemberThatIsNamedHasAllArchivesInTheOrderOfTime() throws IOException {
    archive("x", 2, 5).to(file("a/stats.gfs"));
    archive("y", 1, 0).to(file("b/stats-01-01.gfs"));
    archive("y", 1, 1).to(file("b/stats.gfs"));
    MemberSurvey survey = survey(new MemberOptions(Optional.of("mine"), Optional.empty()));

    assertThat(survey.members())
        .extracting(MemberArchives::member, this::archives)
        .containsExactly(
            tuple(
                new Member("mine", Optional.of("server")),
                List.of("b/stats-01-01.gfs", "b/stats.gfs", "a/stats.gfs")));
  }

  @Test
  void nothingFoundAreNoMembers() throws IOException {
    assertThat(survey(memberFrom("x")))
        .isEqualTo(new MemberSurvey(List.of(), List.of(), List.of()));
  }

  /** An archive that tells the member's name, half an hour long. */
  private static HandmadeArchive archive(String member, int run, int hour) {
    return HandmadeArchive.begunAt(START_MILLIS + hour * (long) HOUR_MILLIS, START_MILLIS - run)
        .type(1, "LinuxProcessStats", whole("n"))
        .create(1, member + "-proc", 1)
        .type(2, "CacheServerStats", whole("n"))
        .create(2, "cacheServer", 2)
        .samples(2, HOUR_MILLIS / 4);
  }

  private static HandmadeArchive silent(int run, int hour) {
    return HandmadeArchive.begunAt(START_MILLIS + hour * (long) HOUR_MILLIS, START_MILLIS - run)
        .type(1, "VMStats", whole("n"))
        .create(1, "vmStats", 1)
        .samples(2, HOUR_MILLIS / 4);
  }

  private static MemberOptions memberFrom(String regex) {
    return new MemberOptions(Optional.empty(), Optional.of(Pattern.compile(regex)));
  }

  private Path file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private MemberSurvey survey() throws IOException {
    return survey(MemberOptions.DEFAULT);
  }

  private MemberSurvey survey(MemberOptions options) throws IOException {
    ArchiveFinder finder = new ArchiveFinder();
    finder.add(directory);
    assertThat(finder.problems()).isEmpty();
    return MemberSurvey.of(finder.chains(), options);
  }

  private static List<String> names(MemberSurvey survey) {
    return survey.members().stream().map(member -> member.member().name()).toList();
  }

  private List<String> archives(MemberArchives member) {
    return member.chain().sources().stream()
        .map(ArchiveSource::name)
        .map(name -> name.substring(directory.toString().length() + 1))
        .toList();
  }
}
