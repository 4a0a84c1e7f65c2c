package io.github.gfstoprometheus.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a user has who unpacks the archive, in the order in which it is met. */
class InstallationTest {
  private static final Map<String, String> NO_JAVA_OPTIONS = Map.of("JAVA_OPTS", "");

  @TempDir private static Path directory;
  private static Installation installation;

  @TempDir private Path elsewhere;

  @BeforeAll
  static void unpacked() throws Exception {
    installation = Installation.in(directory);
  }

  @Test
  void theSampleIsConvertedAndVerified() throws Exception {
    String sample = "samples/geode-server.gfs";
    String data = elsewhere.resolve("data").toString();

    assertThat(run("bin/gfs-to-prometheus", "stream", sample, "--output", data))
        .contains("geode-server.gfs: 1 block in " + data);
    assertThat(run("bin/gfs-to-prometheus", "verify", sample, "--data", data))
        .doesNotContain("problem");
  }

  @Test
  void theLauncherIsFoundThroughALinkAndLaysOutItsClassesOnce() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("gfs"), file("bin/gfs-to-prometheus"));

    assertThat(run(link.toString(), "--version")).startsWith("gfs-to-prometheus ");
    Map<Path, Object> first = layouts(file("lib"));
    assertThat(run(link.toString(), "--version")).startsWith("gfs-to-prometheus ");
    assertThat(layouts(file("lib"))).hasSize(1).isEqualTo(first);
  }

  /** Root may write everywhere, and so starts it as somebody who may not. */
  @Test
  void whereTheInstallationCannotBeWrittenTheClassesAreInTheCache() throws Exception {
    Installation readOnly = Installation.in(Files.createDirectory(elsewhere.resolve("opt")));
    Path cache = Files.createDirectory(elsewhere.resolve("cache"));
    permit(elsewhere, "rwxr-xr-x");
    permit(cache, "rwxrwxrwx");
    permit(readOnly.file("lib"), "r-xr-xr-x");
    String asSomebody = isRoot() ? "setpriv --reuid=nobody --clear-groups " : "";
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString(), "JAVA_OPTS", "");
    String command = asSomebody + "bin/gfs-to-prometheus --version";

    assertThat(readOnly.run(environment, "sh", "-c", command)).startsWith("gfs-to-prometheus ");
    Map<Path, Object> first = layouts(cache.resolve("gfs-to-prometheus"));
    assertThat(readOnly.run(environment, "sh", "-c", command)).startsWith("gfs-to-prometheus ");
    assertThat(layouts(cache.resolve("gfs-to-prometheus"))).hasSize(1).isEqualTo(first);
    assertThat(layouts(readOnly.file("lib"))).isEmpty();
    permit(readOnly.file("lib"), "rwxr-xr-x");
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void eachCommandHasAPageWithAllThatItsHelpHas() throws Exception {
    for (CommandSpec command : commands()) {
      String page = page(command);

      assertThat(page).contains("NAME\n", "SYNOPSIS\n", "OPTIONS\n", "EXAMPLES\n", "SEE ALSO\n");
      for (OptionSpec option : command.options()) {
        assertThat(page).contains(option.names());
        assertThat(words(page)).contains(words(String.join(" ", option.description())));
      }
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        assertThat(page).contains(parameter.paramLabel());
        assertThat(words(page)).contains(words(String.join(" ", parameter.description())));
      }
      for (String line : command.usageMessage().footer()) {
        assertThat(words(page)).contains(words(line.formatted()));
      }
    }
  }

  @Test
  void theProgramsPageNamesThePageOfEachCommand() throws Exception {
    for (CommandSpec command : commands()) {
      assertThat(page(Main.model())).contains("gfs-to-prometheus-" + command.name() + "(1)");
    }
  }

  @Test
  void thePagesAreWhatManExpects() throws Exception {
    for (Path page : pages()) {
      assertThat(run("mandoc", "-T", "lint", "-W", "warning", page.toString())).isEmpty();
    }
  }

  @Test
  void thereIsNoPageWithoutACommand() throws IOException {
    assertThat(pages()).hasSize(commands().size() + 1);
  }

  @Test
  void completionStandsWhereTheShellsLookForIt() throws Exception {
    String bash = "share/bash-completion/completions/gfs-to-prometheus";
    String zsh = "share/zsh/site-functions/_gfs-to-prometheus";
    String fish = "share/fish/vendor_completions.d/gfs-to-prometheus.fish";

    assertThat(file(bash)).hasContent(run("bin/gfs-to-prometheus", "completion", "bash"));
    assertThat(file(zsh)).hasContent(run("bin/gfs-to-prometheus", "completion", "zsh"));
    assertThat(file(fish)).hasContent(run("bin/gfs-to-prometheus", "completion", "fish"));
    assertThat(run("bash", "--norc", "-c", ". " + bash + " && complete -p gfs-to-prometheus"))
        .contains("-F _complete_gfs-to-prometheus gfs-to-prometheus");
  }

  @Test
  void licenceReadmeAndDocumentsAreThere() {
    assertThat(List.of("LICENSE", "README.md", "docs/config.md", "docs/names-and-time.md"))
        .allSatisfy(name -> assertThat(file(name)).isNotEmptyFile());
  }

  /** Each once, whatever other names it has. */
  private static List<CommandSpec> commands() {
    return Main.model().subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .toList();
  }

  /** A page as a reader sees it who has a very wide terminal. */
  private static String page(CommandSpec command) throws Exception {
    String name = "share/man/man1/" + ManualPage.name(command) + ".1";
    return run("mandoc", "-T", "utf8", "-O", "width=1000", name).replaceAll(".\b", "");
  }

  /** Without what the layout decides. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(file("share/man/man1"))) {
      return pages.toList();
    }
  }

  /** Each layout of classes, with the time it is of. */
  private static Map<Path, Object> layouts(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      Map<Path, Object> layouts = new HashMap<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".jsa")).toList()) {
        assertThat(file).isNotEmptyFile();
        layouts.put(file, Files.getLastModifiedTime(file));
      }
      return layouts;
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Path file(String name) {
    return installation.file(name);
  }

  private static String run(String... command) throws Exception {
    return installation.run(NO_JAVA_OPTIONS, command);
  }
}
