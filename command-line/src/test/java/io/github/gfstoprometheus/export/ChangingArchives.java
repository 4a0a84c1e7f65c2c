package io.github.gfstoprometheus.export;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.members.MemberOptions;
import io.github.gfstoprometheus.members.MemberSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Archives with whatever can happen to a series. */
final class ChangingArchives {
  private static final double[] ODD_VALUES = {
    -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 0.1, 1L << 53, 1e17
  };

  private ChangingArchives() {}

  /** Values of all kinds, instances that come and go, two of one name, gaps: some ten minutes. */
  static Path changing(Path file, long seed) {
    return begun(seed).to(file);
  }

  /** The same archive, which can be gone on with. */
  static HandmadeArchive begun(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    HandmadeArchive archive =
        HandmadeArchive.begun()
            .type(1, "T", whole("n"), real("x"), whole("still"))
            .create(1, "a", 1)
            .create(2, "a", 1)
            .create(3, "b", 1);
    boolean[] alive = {true, true, true};
    for (int tick = 0; tick < 600; tick++) {
      int id = 1 + random.nextInt(3);
      if (alive[id - 1] && random.nextInt(30) == 0) {
        archive.delete(id);
        alive[id - 1] = false;
      } else if (!alive[id - 1]) {
        archive.create(id, id == 3 ? "b" : "a", 1);
        alive[id - 1] = true;
      }
      boolean changes = alive[id - 1];
      int pause = random.nextInt(100) == 0 ? 20_000 : 990 + random.nextInt(20);
      archive.sample(
          pause,
          sample -> {
            if (changes) {
              boolean odd = random.nextInt(4) == 0;
              sample.set(id, 0, random.nextInt(1000));
              sample.set(
                  id, 1, odd ? ODD_VALUES[random.nextInt(ODD_VALUES.length)] : random.nextDouble());
            }
          });
    }
    return archive;
  }

  /** One series, which rises by one each second. */
  static Path steady(Path file, int ticks) {
    HandmadeArchive archive = HandmadeArchive.begun().type(1, "T", whole("n")).create(1, "a", 1);
    for (int tick = 1; tick <= ticks; tick++) {
      int value = tick;
      archive.sample(1000, sample -> sample.set(1, 0, value));
    }
    return archive.to(file);
  }

  /** Files of one member each. */
  static List<MemberArchives> members(Path... files) throws IOException {
    List<ArchiveSource> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(ArchiveSource.of(file));
    }
    return members(sources);
  }

  /** Archives of one member each. */
  static List<MemberArchives> members(List<ArchiveSource> sources) throws IOException {
    List<ArchiveChain> chains = new ArrayList<>();
    for (ArchiveSource source : sources) {
      chains.add(new ArchiveChain("member-" + (chains.size() + 1), List.of(source)));
    }
    return MemberSurvey.of(
            chains, new MemberOptions(NamingOptions.DEFAULT.member(), Optional.empty()))
        .members();
  }
}
