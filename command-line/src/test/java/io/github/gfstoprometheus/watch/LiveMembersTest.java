package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.watch.LiveArchives.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members that a sink reads side by side. */
class LiveMembersTest {
  private static final long RANGE = Duration.ofHours(2).toMillis();

  @TempDir private Path directory;

  @Test
  void ofTwoMembersOfEqualLabelsTheFirstIsRead() throws IOException {
    SinkSurroundings here = new SinkSurroundings(directory);
    archive(0, 5).to(here.live().resolve("server-1/stats.gfs"));
    archive(1, 5).to(here.live().resolve("server-2/stats.gfs"));
    here.at(10);
    ConversionOptions options =
        ConversionOptions.of(
            NamingOptions.DEFAULT.withLabels(Map.of("member", "same", "instance", "same")));
    try (Workers workers = new Workers(2);
        LiveMembers members =
            new LiveMembers(
                here.roster(), options, RANGE, here.clock(), here.figures(), here.tells())) {
      for (int time = 0; time < 3; time++) {
        members.admit(Checkpoint.NONE);
        assertThat(members.all()).extracting(LiveMember::name).containsExactly("server-1");
      }
      assertThat(here.tells().problems())
          .singleElement()
          .asString()
          .contains("server-1", "server-2", "would be the same series")
          .contains("give them different labels");
      assertThat(members.advance(Long.MAX_VALUE, workers)).isEmpty();
      List<LiveMember.Cut> cuts = members.cut();
      assertThat(cuts).extracting(cut -> cut.member().name()).containsExactly("server-1");
      assertThat(members.cut()).isEmpty();
    }
  }

  @Test
  void membersAdvanceTogetherAndTheFirstThatHoldsBackTellsWhen() throws IOException {
    SinkSurroundings here = new SinkSurroundings(directory);
    archive(0, 50).to(here.live().resolve("server-1/stats.gfs"));
    archive(20, 50).to(here.live().resolve("server-2/stats.gfs"));
    here.at(100);
    try (Workers workers = new Workers(2);
        LiveMembers members =
            new LiveMembers(
                here.roster(),
                ConversionOptions.DEFAULT,
                RANGE,
                here.clock(),
                here.figures(),
                here.tells())) {
      members.admit(Checkpoint.NONE);
      assertThat(members.advance(Long.MIN_VALUE, workers)).isEqualTo(second(1));
      assertThat(members.advance(LiveArchives.START + 10_500, workers)).isEqualTo(second(11));
      assertThat(members.advance(LiveArchives.START + 60_500, workers)).isEqualTo(second(61));
      members.tellPositions();
      assertThat(here.figures().positions())
          .extracting(SinkFigures.Position::member, SinkFigures.Position::lastMillis)
          .containsExactly(
              tuple("server-1", LiveArchives.START + 50_000),
              tuple("server-2", LiveArchives.START + 60_000));
      assertThat(members.advance(Long.MAX_VALUE, workers)).isEmpty();
      assertThat(members.cut())
          .extracting(cut -> cut.progress().reachedMillis() - LiveArchives.START)
          .containsExactly(50_001L, 70_001L);
    }
  }

  private static OptionalLong second(int second) {
    return OptionalLong.of(LiveArchives.START + second * 1000L);
  }
}
