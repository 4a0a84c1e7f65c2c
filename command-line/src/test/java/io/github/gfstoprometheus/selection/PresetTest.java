package io.github.gfstoprometheus.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.StatisticDescriptor;
import io.github.gfstoprometheus.fixtures.Corpus;
import io.github.gfstoprometheus.fixtures.SampleArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class PresetTest {
  private static final String QUESTION = "## ";

  @Test
  void theDocumentHasTheQuestionsAndLinesOfTheResource() throws IOException {
    Map<String, List<String>> told = new LinkedHashMap<>();
    for (String row : Files.readAllLines(Path.of("..", "docs", "essentials.md"))) {
      if (!row.startsWith("| ") || row.startsWith("| question ")) {
        continue;
      }
      List<String> cells = Arrays.asList(row.split("(?<!\\\\)\\|", -1));
      assertThat(cells).as(row).hasSize(5);
      assertThat(cells.get(3).strip()).as(row).isNotEmpty();
      told.put(
          cells.get(1).strip(),
          Arrays.stream(cells.get(2).strip().split("<br>", -1))
              .map(line -> line.replace("\\|", "|").replaceAll("^`|`$", ""))
              .toList());
    }

    assertThat(told).isEqualTo(byQuestion()).hasSizeGreaterThan(10);
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "GFS_CORPUS",
      matches = ".+",
      disabledReason = "no archive alone has every type")
  void everyNameOfEveryLineIsThatOfAStatisticOfSomeArchive() throws IOException {
    Set<String> real = new TreeSet<>();
    for (Path archive : Corpus.archives()) {
      for (ResourceInstance instance : Instances.of(archive)) {
        for (StatisticDescriptor statistic : instance.type().statistics()) {
          real.add(instance.type().name() + "." + statistic.name());
        }
      }
    }

    for (String line : Preset.ESSENTIALS.lines()) {
      for (String single : alternatives(line)) {
        NamePattern pattern = NamePattern.of(single.replaceFirst("\\.", "\\\\."));
        assertThat(real).as(single).anyMatch(pattern::matches);
      }
    }
  }

  @Test
  void theSampleAnswersTheFirstQuestions() throws IOException {
    StatisticChooser chooser =
        SeriesChoice.of(Selectors.NONE, Selectors.NONE, Set.of(Preset.ESSENTIALS)).chooser();
    Set<String> chosen = new TreeSet<>();
    int all = 0;
    for (ResourceInstance instance : Instances.of(SampleArchive.path())) {
      all += instance.type().statistics().size();
      chooser.chosen(instance).stream()
          .mapToObj(i -> instance.type().statistics().get(i).name())
          .forEach(name -> chosen.add(instance.type().name() + "." + name));
    }

    assertThat(chosen)
        .contains(
            "VMStats.maxMemory",
            "VMGCStats.collectionTime",
            "StatSampler.delayDuration",
            "PartitionedRegionStats.bucketCount",
            "CachePerfStats.puts")
        .doesNotContain("CachePerfStats.clears", "VMStats.loadedClasses");
    assertThat(chosen.size()).isBetween(100, all / 3);
  }

  private static Map<String, List<String>> byQuestion() {
    Map<String, List<String>> questions = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : Preset.ESSENTIALS.text()) {
      if (line.startsWith(QUESTION)) {
        lines = new ArrayList<>();
        questions.put(line.substring(QUESTION.length()), lines);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
    return questions;
  }

  /** A line as one line for each statistic that it names. */
  private static List<String> alternatives(String line) {
    int dot = line.indexOf('.');
    String statistics = line.substring(dot + 1).replaceAll("^\\(|\\)$", "");
    return Arrays.stream(statistics.split("\\|", -1))
        .map(statistic -> line.substring(0, dot) + "." + statistic)
        .toList();
  }
}
