package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.ParseResult;

/**
 * The command lines of the recipes for those who watch for good are ones that the program takes.
 */
class RecipeOptionsTest {
  private static final Path RECIPES = Path.of("..", "packaging");

  private static void demandWatch(List<String> arguments, String... options) {
    ParseResult parsed = Main.model().commandLine().parseArgs(arguments.toArray(new String[0]));
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("watch");
    for (String option : options) {
      assertThat(parsed.subcommand().hasMatchedOption(option)).as(option).isTrue();
    }
  }

  @Test
  void theServiceIsStartedWithOptionsThatThereAre() throws IOException {
    String service = Files.readString(RECIPES.resolve("gfs-to-prometheus.service"));
    Matcher start = Pattern.compile("(?m)^ExecStart=\\S+ (.*)$").matcher(service);
    Matcher given =
        Pattern.compile("(?m)^ARGUMENTS=\"(.*)\"$")
            .matcher(Files.readString(RECIPES.resolve("gfs-to-prometheus.default")));
    assertThat(start.find() && given.find()).isTrue();
    String line = start.group(1).replace("$ARGUMENTS", given.group(1));
    demandWatch(List.of(line.split(" ")), "--remote-write", "--state", "--listen");
  }

  @Test
  void theCompositionIsStartedWithOptionsThatThereAre() throws IOException {
    Map<?, ?> services = (Map<?, ?>) yaml("compose.yaml").get("services");
    Map<?, ?> watch = (Map<?, ?>) services.get("gfs-to-prometheus");
    demandWatch(texts(watch.get("command")), "--remote-write", "--state", "--log-format");
  }

  @Test
  void theSidecarIsStartedWithOptionsThatThereAre() throws IOException {
    Map<?, ?> spec = (Map<?, ?>) yaml("sidecar.yaml").get("spec");
    Map<?, ?> pod = (Map<?, ?>) ((Map<?, ?>) spec.get("template")).get("spec");
    Map<?, ?> watch = (Map<?, ?>) ((List<?>) pod.get("initContainers")).get(0);
    demandWatch(texts(watch.get("args")), "--member", "--cluster", "--remote-write", "--listen");
  }

  @Test
  void theImageIsStartedWithOptionsThatThereAre() throws IOException {
    String recipe = Files.readString(RECIPES.resolve("Containerfile"));
    Matcher command = Pattern.compile("(?m)^CMD \\[(.*)]$").matcher(recipe);
    assertThat(command.find()).isTrue();
    List<String> words = new ArrayList<>();
    Pattern.compile("\"([^\"]*)\"")
        .matcher(command.group(1))
        .results()
        .forEach(word -> words.add(word.group(1)));
    demandWatch(words, "--output", "--listen");
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  private static Map<?, ?> yaml(String name) throws IOException {
    String text = Files.readString(RECIPES.resolve(name));
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
