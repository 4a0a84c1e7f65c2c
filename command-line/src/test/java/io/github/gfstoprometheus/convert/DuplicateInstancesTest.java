package io.github.gfstoprometheus.convert;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.START_MILLIS;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several live instances of one name are several series, each with a number that stays. */
class DuplicateInstancesTest {
  private static HandmadeArchive archive() {
    return HandmadeArchive.begun().type(1, "T", whole("n"));
  }

  @Test
  void simultaneousInstancesOfOneNameAreNumberedFromTheSecondOn() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "a", 1)
                .create(3, "a", 1)
                .sample(3, s -> s.set(1, 0, 1).set(2, 0, 2).set(3, 0, 3)));

    assertThat(converted.samples().of(Map.of("duplicate", "2"))).contains("3=2.0");
    assertThat(converted.samples().of(Map.of("duplicate", "3"))).contains("3=3.0");
    assertThat(withoutDuplicate(converted)).contains("3=1.0");
  }

  @Test
  void aFreedNumberIsTakenByTheNextInstanceAndOthersKeepTheirs() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "a", 1)
                .sample(3, s -> s.set(1, 0, 1).set(2, 0, 2))
                .delete(1)
                .sample(1000)
                .create(3, "a", 1)
                .sample(1000, s -> s.set(3, 0, 3)));

    assertThat(withoutDuplicate(converted))
        .containsExactly("3=1.0", "1003=stale", "2003=3.0", "3003=stale");
    assertThat(converted.samples().of(Map.of("duplicate", "2")))
        .containsExactly("3=2.0", "1003=2.0", "2003=2.0", "3003=stale");
  }

  @Test
  void equalNamesOfDifferentTypesAreNoDuplicates() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive().type(2, "U", whole("n")).create(1, "a", 1).create(2, "a", 2).sample(3));

    assertThat(converted.samples().bySeries().keySet())
        .hasSize(2)
        .allSatisfy(labels -> assertThat(labels.value("duplicate")).isEmpty());
  }

  @Test
  void duplicatesKeepTheirNumbersThroughAGap() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "a", 1)
                .sample(0, s -> s.set(1, 0, 1).set(2, 0, 2))
                .sample(1000)
                .sample(60_000));

    assertThat(converted.samples().of(Map.of("duplicate", "2")))
        .containsExactly("0=2.0", "1000=2.0", "2000=stale", "61000=2.0", "121000=stale");
  }

  @Test
  void duplicatesKeepTheirNumbersInTheNextRolledArchive() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "a", 1)
                .sample(0, s -> s.set(1, 0, 1).set(2, 0, 2))
                .delete(1)
                .sample(1000),
            HandmadeArchive.begunAt(START_MILLIS + 1500)
                .type(1, "T", whole("n"))
                .create(2, "a", 1)
                .create(3, "a", 1)
                .sample(500, s -> s.set(2, 0, 2).set(3, 0, 3)));

    assertThat(converted.samples().of(Map.of("duplicate", "2")))
        .containsExactly("0=2.0", "1000=2.0", "2000=2.0", "3000=stale");
    assertThat(withoutDuplicate(converted))
        .containsExactly("0=1.0", "1000=stale", "2000=3.0", "3000=stale");
  }

  @Test
  void aMemberThatWasRestartedNumbersItsDuplicatesAnew() throws IOException {
    ConvertedArchives converted =
        ConvertedArchives.of(
            archive()
                .create(1, "a", 1)
                .create(2, "a", 1)
                .sample(0, s -> s.set(1, 0, 1).set(2, 0, 2))
                .sample(1000)
                .header(START_MILLIS + 1500, START_MILLIS + 1400)
                .type(1, "T", whole("n"))
                .create(2, "a", 1)
                .sample(500, s -> s.set(2, 0, 9)));

    assertThat(withoutDuplicate(converted))
        .containsExactly("0=1.0", "1000=1.0", "2000=9.0", "3000=stale");
    assertThat(converted.samples().of(Map.of("duplicate", "2")))
        .containsExactly("0=2.0", "1000=2.0", "2000=stale");
  }

  private static List<String> withoutDuplicate(ConvertedArchives converted) {
    return converted.samples().bySeries().entrySet().stream()
        .filter(series -> series.getKey().value("duplicate").isEmpty())
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
