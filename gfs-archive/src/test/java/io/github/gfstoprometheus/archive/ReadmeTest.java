package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void exampleCompilesAndPrintsAStatisticOverTime(@TempDir Path directory) throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(example.find()).isTrue();
    Path source = Files.writeString(directory.resolve("PrintStatistic.java"), example.group(1));
    compile(source);
    ArchiveBytes archive =
        ArchiveBytes.archive()
            .type(1, "VMStats", new ArchiveBytes.Stat("cpus", 5), new ArchiveBytes.Stat("load", 8))
            .create(1, "vmStats", 1, 1)
            .sample(3, s -> s.id(1).i8(0, 2).i8(1, 0).end())
            .sample(1000, s -> s.id(1).i8(1, 7).end())
            .sample(1000, s -> s.id(1).i8(0, 2).end());
    Path file = Files.write(directory.resolve("server.gfs"), archive.toByteArray());

    assertThat(run(directory, file.toString(), "VMStats", "cpus"))
        .isEqualToNormalizingNewlines(
            """
            2017-07-14T02:40:00.003Z vmStats 2.0
            2017-07-14T02:40:02.003Z vmStats 4.0
            """);
  }

  private static void compile(Path source) throws Exception {
    // The module alone: the example must not need anything else.
    Path classpath =
        Path.of(ArchiveReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        compiler.run(
            null,
            messages,
            messages,
            "-classpath",
            classpath.toString(),
            "-Xlint:all",
            "-Werror",
            source.toString());
    assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static String run(Path classes, String... args) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("PrintStatistic")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
