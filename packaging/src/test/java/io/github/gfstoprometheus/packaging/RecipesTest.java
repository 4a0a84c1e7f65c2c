package io.github.gfstoprometheus.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How a watch is started for good, as a user finds it in what was unpacked. */
class RecipesTest {
  private static final Pattern SETTING = Pattern.compile("(?m)^(\\w+)=(.*)$");

  @TempDir private static Path directory;
  private static Path recipes;

  @BeforeAll
  static void unpacked() throws Exception {
    recipes = Installation.in(directory).file("share/doc/gfs-to-prometheus");
  }

  @Test
  void theServiceStartsTheInstalledProgramAndWaitsForItsEnd() throws IOException {
    Map<String, List<String>> settings = settings("gfs-to-prometheus.service");

    assertThat(settings)
        .containsEntry(
            "ExecStart", List.of("/opt/gfs-to-prometheus/bin/gfs-to-prometheus watch $ARGUMENTS"))
        .containsEntry("EnvironmentFile", List.of("-/etc/default/gfs-to-prometheus"))
        .containsEntry("RestartPreventExitStatus", List.of("2"))
        .containsEntry("SuccessExitStatus", List.of("143"))
        .containsEntry("TimeoutStopSec", List.of("15"));
    assertThat(settings("gfs-to-prometheus.default")).containsOnlyKeys("ARGUMENTS");
  }

  @Test
  void theCompositionScrapesWhereTheWatchListens() throws IOException {
    Map<?, ?> composition = yaml("compose.yaml");
    Map<?, ?> configs = at(composition, Map.class, "configs", "prometheus");
    Map<?, ?> prometheus = parsed((String) configs.get("content"));

    assertThat(texts(composition, "services", "gfs-to-prometheus", "command"))
        .contains("watch", "--listen=:9180");
    assertThat(prometheus.toString()).contains("targets=[gfs-to-prometheus:9180]");
    assertThat(texts(composition, "services", "prometheus", "command"))
        .contains("--web.enable-remote-write-receiver");
  }

  @Test
  void theSidecarIsAskedWhereItListensAndOutlivesTheServer() throws IOException {
    Map<?, ?> pod = at(yaml("sidecar.yaml"), Map.class, "spec", "template", "spec");
    Map<?, ?> watch = (Map<?, ?>) at(pod, List.class, "initContainers").get(0);

    assertThat(watch.get("restartPolicy")).isEqualTo("Always");
    assertThat(texts(watch, "args")).startsWith("watch").contains("--listen=:9180");
    assertThat(at(watch, List.class, "ports").toString())
        .isEqualTo("[{name=metrics, containerPort=9180}]");
    assertThat(at(watch, Map.class, "livenessProbe", "httpGet").toString())
        .isEqualTo("{path=/-/healthy, port=metrics}");
  }

  /** In the shell of the recipe, with a gfsh that says what it was told. */
  @Test
  void theServerIsStoppedWhenThePodEnds() throws Exception {
    Map<?, ?> pod = at(yaml("sidecar.yaml"), Map.class, "spec", "template", "spec");
    Map<?, ?> server = (Map<?, ?>) at(pod, List.class, "containers").get(0);
    List<String> command = texts(server, "command");
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Path said = directory.resolve("said");
    Path gfsh =
        Files.writeString(tools.resolve("gfsh"), "#!/bin/sh\necho \"$2\" >> '" + said + "'\n");
    assertThat(gfsh.toFile().setExecutable(true)).isTrue();
    ProcessBuilder shell = new ProcessBuilder(command).redirectErrorStream(true);
    shell.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    shell.environment().put("POD", "geode-server-0");
    shell.redirectOutput(directory.resolve("shell.log").toFile());
    Process running = shell.start();
    try {
      await(() -> Files.exists(said) && !Files.readString(said).isEmpty());
      Thread.sleep(200);
      assertThat(running.isAlive()).isTrue();
      running.destroy();
      assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      running.destroyForcibly();
    }
    assertThat(Files.readAllLines(said))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("start server --name=geode-server-0 --dir=geode-server-0 ")
        .contains(" --J=-Dgemfire.statistic-archive-file=/stats/stats.gfs ");
    assertThat(Files.readAllLines(said)).last().isEqualTo("stop server --dir=geode-server-0");
    assertThat(directory.resolve("shell.log")).isEmptyFile();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("ten seconds are over").isLessThan(endNanos);
      Thread.sleep(10);
    }
  }

  @Test
  void theImageRunsAWatchAndNotAsRoot() throws IOException {
    String recipe = Files.readString(recipes.resolve("Containerfile"));

    assertThat(recipe)
        .contains("\nUSER 10001:10001\n", "\nENTRYPOINT [\"gfs-to-prometheus\"]\n")
        .contains("packaging/target/gfs-to-prometheus-*.tar.gz", "\nCMD [\"watch\", ");
  }

  private static Map<String, List<String>> settings(String name) throws IOException {
    return SETTING
        .matcher(Files.readString(recipes.resolve(name)))
        .results()
        .collect(
            Collectors.groupingBy(
                setting -> setting.group(1),
                Collectors.mapping(setting -> setting.group(2), Collectors.toList())));
  }

  private static List<String> texts(Map<?, ?> map, String... path) {
    List<?> texts = at(map, List.class, path);
    return texts.stream().map(Object::toString).toList();
  }

  private static <T> T at(Map<?, ?> map, Class<T> type, String... path) {
    Object value = map;
    for (String key : path) {
      value = ((Map<?, ?>) value).get(key);
      assertThat(value).as("%s of %s", key, List.of(path)).isNotNull();
    }
    return type.cast(value);
  }

  private static Map<?, ?> yaml(String name) throws IOException {
    return parsed(Files.readString(recipes.resolve(name)));
  }

  private static Map<?, ?> parsed(String yaml) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}
