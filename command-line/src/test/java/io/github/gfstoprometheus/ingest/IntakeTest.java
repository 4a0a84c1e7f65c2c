package io.github.gfstoprometheus.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.pipeline.Compression;
import io.github.gfstoprometheus.tsdb.head.SampleSink;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final List<String> problems = new ArrayList<>();
  private final Place place = () -> "in: line 17";

  @Test
  void theFirstLostSamplesAreToldAndAllAreCounted() throws IOException {
    Intake intake = new Intake(new ByLastDigit(), problems::add);
    intake.series(LabelSet.of(Map.of("__name__", "up")));
    for (long i = 1; i <= 40; i++) {
      intake.add(i, 0, place);
    }
    assertThat(intake.figures()).isEqualTo(new IngestFigures(0, 10, 10, 10, 10, 0, 4, 40));
    assertThat(problems)
        .hasSize(10)
        .startsWith(
            "in: line 17: expected samples within the window behind the newest (none), found one of {__name__=\"up\"} at 1970-01-01T00:00:00.001Z, which is left out",
            "in: line 17: expected one value of {__name__=\"up\"} at 1970-01-01T00:00:00.002Z, found a second one, which is left out")
        .contains(
            "in: line 17: expected samples within the window behind the newest (1970-01-01T00:00:00.004Z), found one of {__name__=\"up\"} at 1970-01-01T00:00:00.005Z, which is left out");
    problems.clear();
    intake.end();
    assertThat(problems)
        .containsExactly(
            "10 samples have a second value in all, of which the first 5 are told",
            "10 samples came too late in all, of which the first 5 are told",
            "what came too late is lost: import it by itself, or all with a longer --out-of-order-window");
  }

  @Test
  void whatIsInOrderIsNotTold() throws IOException {
    Intake intake = new Intake(new NoSink(), problems::add);
    intake.series(LabelSet.of(Map.of("__name__", "up")));
    intake.add(5, 0, place);
    intake.end();
    assertThat(problems).isEmpty();
    assertThat(intake.figures().withoutTaken(0, 1))
        .isEqualTo(new IngestFigures(0, 0, 0, 1, 0, 0, 5, 5));
  }

  @Test
  void aFailureOfTheSinkIsNoFaultOfTheInput() {
    SampleSink full =
        new SampleSink() {
          @Override
          public int series(LabelSet labels) {
            return 0;
          }

          @Override
          public Outcome add(int series, long timestampMillis, long valueBits) throws IOException {
            throw new IOException("no space left");
          }
        };
    Ingestion ingestion = new Ingestion(new Intake(full, problems::add), () -> false);
    IngestSource source =
        new IngestSource(
            "in",
            IngestFormat.OPENMETRICS,
            Compression.NONE,
            () -> new ByteArrayInputStream("a 1 1\n# EOF\n".getBytes(UTF_8)));
    assertThatThrownBy(() -> ingestion.read(List.of(source))).hasMessage("no space left");
    assertThat(problems).isEmpty();
  }

  /** Time decides what becomes of a sample. */
  private static final class ByLastDigit implements SampleSink {
    @Override
    public int series(LabelSet labels) {
      return 3;
    }

    @Override
    public Outcome add(int series, long timestampMillis, long valueBits) {
      assertThat(series).isEqualTo(3);
      return switch ((int) (timestampMillis % 4)) {
        case 0 -> Outcome.TAKEN;
        case 1 -> Outcome.TOO_LATE;
        case 2 -> Outcome.CONFLICTING;
        default -> Outcome.REPEATED;
      };
    }
  }
}
