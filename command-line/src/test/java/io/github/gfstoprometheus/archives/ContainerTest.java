package io.github.gfstoprometheus.archives;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ArchiveReader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import io.github.gfstoprometheus.fixtures.Zip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {
  private static final String LONG_DIRECTORY = "d".repeat(120);

  private static byte[] real;
  private static long realSamples;

  @TempDir private Path directory;
  private final ArchiveFinder finder = new ArchiveFinder();

  @BeforeAll
  static void readRealArchive() throws IOException {
    real = Files.readAllBytes(SampleArchive.path());
    realSamples = samples(ArchiveSource.of(SampleArchive.path()));
    assertThat(realSamples).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.zip", "export.tar", "export.tar.gz", "export.TGZ"})
  void archivesInContainersAreReadLikeFilesAndAsOftenAsWanted(String name) throws IOException {
    Path export = write(name, entries());
    finder.add(directory);

    assertThat(finder.problems()).isEmpty();
    assertThat(names())
        .containsExactlyInAnyOrder(
            export + "!/server-1/stats.gfs",
            export + "!/server-2/stats.gfs.gz",
            export + "!/" + LONG_DIRECTORY + "/stats.gfs");
    for (ArchiveSource source : sources()) {
      assertThat(samples(source)).isEqualTo(realSamples);
      assertThat(source.file()).isEmpty();
      assertThat(source.isRepeatable()).isTrue();
      try (InputStream one = source.openBytes();
          InputStream other = source.openBytes()) {
        byte[] stored = one.readAllBytes();
        assertThat(other.readAllBytes()).isEqualTo(stored);
        assertThat(source.sizeBytes()).hasValue(stored.length);
        boolean packed = source.name().endsWith(".gz");
        assertThat(stored).isEqualTo(packed ? HandmadeArchive.gzip(real) : real);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.zip", "export.tar", "export.tgz"})
  void whatWasSeenOfAnArchiveIsWhatItsOwnReaderTells(String name) throws IOException {
    write(name, entries());
    finder.add(directory);

    ArchiveBeginning expected = ArchiveSource.of(SampleArchive.path()).beginning();
    assertThat(expected.header()).isPresent();
    for (ArchiveSource source : sources()) {
      assertThat(source.beginning()).isEqualTo(expected);
      assertThat(source.header()).isEqualTo(expected.header());
    }
  }

  @Test
  void aContainerMayBeGivenItself() throws IOException {
    Path export = write("export.zip", Map.of("server1/stats.gfs", real));
    finder.add(export);

    assertThat(names()).containsExactly(export + "!/server1/stats.gfs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.zip", "evil.tar"})
  void aNameThatLeadsOutOfTheContainerIsOnlyAName(String name) throws IOException {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    Map<String, byte[]> entries =
        Map.of("../../outside/stats.gfs", real, "..\\outside\\a.gfs", real);
    Path evil =
        name.endsWith("zip")
            ? Zip.write(inner.resolve(name), entries)
            : tar(inner.resolve(name), entries);
    finder.add(inner);

    assertThat(finder.chains()).hasSize(2);
    ArchivePath container = ArchivePath.of(evil);
    assertThat(sources())
        .allSatisfy(
            source -> {
              assertThat(source.path().orElseThrow().directories())
                  .startsWith(container.directories().toArray(String[]::new))
                  .endsWith(name, "outside");
              assertThat(samples(source)).isEqualTo(realSamples);
            });
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(evil);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut.tar", "cut.tar.gz"})
  void aTarThatIsCutShortIsAProblemAndWhatWasWholeIsThere(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("server-1/stats.gfs", real);
    entries.put("noise.bin", noise());
    entries.put("server-2/stats.gfs", real);
    Path whole = write(name, entries);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    finder.add(directory);

    assertThat(names()).containsExactly(whole + "!/server-1/stats.gfs");
    assertThat(samples(sources().get(0))).isEqualTo(realSamples);
    assertThat(finder.problems())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith(whole + ": the container is damaged: "));
  }

  @Test
  void aZipThatIsCutShortIsAProblemThatNamesIt() throws IOException {
    Path export = write("export.zip", entries());
    byte[] bytes = Files.readAllBytes(export);
    Files.write(export, Arrays.copyOf(bytes, bytes.length / 2));
    HandmadeArchive.begun().to(directory.resolve("good.gfs"));
    finder.add(directory);

    assertThat(names()).containsExactly(directory.resolve("good.gfs").toString());
    assertThat(finder.problems())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith(export + ": the container is damaged: "));
  }

  @Test
  void anEntryOfAZipThatIsDamagedIsAProblemAndTheOthersAreFound() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.gfs", real);
    entries.put("b.gfs", real);
    Path export = write("export.zip", entries);
    byte[] bytes = Files.readAllBytes(export);
    int firstData = 30 + "a.gfs".length();
    Arrays.fill(bytes, firstData, firstData + 20, (byte) 0xFF);
    Files.write(export, bytes);
    finder.add(export);

    assertThat(names()).containsExactly(export + "!/b.gfs");
    assertThat(finder.problems())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith(export + "!/a.gfs: cannot be read: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.zip", "export.tar", "export.tgz"})
  void damageAnywhereIsAtMostAProblem(String name) throws IOException {
    byte[] small = HandmadeArchive.begun().samples(20, 1000).toBytes();
    Path export =
        write(name, Map.of("a/stats.gfs", small, LONG_DIRECTORY + "/b.gfs", small, "c.gfs", small));
    byte[] whole = Files.readAllBytes(export);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(export, damaged);
      ArchiveFinder damagedFinder = new ArchiveFinder();
      damagedFinder.add(directory);

      for (ArchiveChain chain : damagedFinder.chains()) {
        for (ArchiveSource source : chain.sources()) {
          try {
            assertThat(samples(source)).isLessThanOrEqualTo(60);
          } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).+");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.zip", "text.tar", "text.tar.gz", "text.tgz"})
  void whatIsCalledLikeAContainerAndIsNoneIsNamedAndSkipped(String name) throws IOException {
    Path text = Files.writeString(directory.resolve(name), "no container ".repeat(100));
    Path empty = Files.createDirectory(directory.resolve("x")).resolve(name);
    Files.createFile(empty);
    finder.add(directory);

    assertThat(finder.chains()).isEmpty();
    assertThat(finder.problems()).isEmpty();
    assertThat(finder.skipped())
        .extracting(ArchiveFinder.Skipped::name)
        .containsExactlyInAnyOrder(text.toString(), empty.toString());
  }

  @Test
  void whatIsNoArchiveInAContainerIsNamedIfItIsCalledLikeOne() throws IOException {
    byte[] text = "no archive".getBytes(StandardCharsets.UTF_8);
    Path export =
        write("export.tgz", Map.of("server.log", text, "text.gfs", text, "inner.zip", text));
    finder.add(directory);

    assertThat(finder.chains()).isEmpty();
    assertThat(finder.problems()).isEmpty();
    assertThat(finder.skipped())
        .extracting(ArchiveFinder.Skipped::name)
        .containsExactlyInAnyOrder(export + "!/text.gfs", export + "!/inner.zip");
  }

  @Test
  void linksInATarAreNotFollowed() throws IOException {
    Path file = directory.resolve("links.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      TarArchiveEntry link = new TarArchiveEntry("passwd.gfs", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    finder.add(directory);

    assertThat(finder.chains()).isEmpty();
    assertThat(finder.skipped())
        .containsExactly(
            new ArchiveFinder.Skipped(
                file + "!/passwd.gfs", file + "!/passwd.gfs: is a link; links are not followed"));
  }

  @Test
  void rolledFilesInAContainerAreOneChain() throws IOException {
    Path export =
        write(
            "export.tar",
            Map.of("s/stats.gfs", real, "s/stats-01-02.gfs", real, "s/stats.gfs-01-01.gz", real));
    finder.add(directory);

    assertThat(finder.chains())
        .singleElement()
        .satisfies(
            chain ->
                assertThat(chain.sources())
                    .extracting(ArchiveSource::name)
                    .containsExactly(
                        export + "!/s/stats.gfs-01-01.gz",
                        export + "!/s/stats-01-02.gfs",
                        export + "!/s/stats.gfs"));
  }

  private static Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("server-1/server-1.log", new byte[1000]);
    entries.put("server-1/stats.gfs", real);
    entries.put("server-2/stats.gfs.gz", HandmadeArchive.gzip(real));
    entries.put(LONG_DIRECTORY + "/stats.gfs", real);
    return entries;
  }

  /** More than any compression makes small. */
  private static byte[] noise() {
    byte[] noise = new byte[4 * real.length];
    new Random(1).nextBytes(noise);
    noise[0] = 1;
    return noise;
  }

  private Path write(String name, Map<String, byte[]> entries) throws IOException {
    Path file = directory.resolve(name);
    return name.endsWith(".zip") ? Zip.write(file, entries) : tar(file, entries);
  }

  private static Path tar(Path file, Map<String, byte[]> entries) throws IOException {
    boolean plain = file.toString().endsWith(".tar");
    try (OutputStream output = Files.newOutputStream(file);
        OutputStream packed = plain ? output : new GZIPOutputStream(output);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(content.getKey(), true);
        entry.setSize(content.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(content.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private List<ArchiveSource> sources() {
    return finder.chains().stream().flatMap(chain -> chain.sources().stream()).toList();
  }

  private List<String> names() {
    return sources().stream().map(ArchiveSource::name).toList();
  }

  private static long samples(ArchiveSource source) throws IOException {
    long[] samples = {0};
    try (ArchiveReader reader = source.open()) {
      reader.readAll(
          new ArchiveVisitor() {
            @Override
            public void sample(Sample sample) {
              samples[0]++;
            }
          });
    }
    return samples[0];
  }
}
