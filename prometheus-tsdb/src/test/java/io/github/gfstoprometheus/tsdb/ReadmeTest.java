package io.github.gfstoprometheus.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, runs and says what the README says. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OUTPUT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theExampleRunsAndPrintsWhatIsShown() throws ReflectiveOperationException, IOException {
    String readme = Files.readString(Path.of("README.md"));
    String imports = lines(first(JAVA, readme), true);
    String body = lines(first(JAVA, readme), false);
    Path data = directory.resolve("data");
    String example = imports + "public class Example {\n";
    example += "public static void main(String[] args) throws Exception {\n" + body + "}}\n";
    Path source = directory.resolve("Example.java");
    Files.writeString(source, example.replace("Path.of(\"data\")", path(data)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = Path.of("target", "classes").toString();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result = compiler.run(null, null, errors, "-cp", classPath, source.toString());
    assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(run()).isEqualTo(first(OUTPUT, readme));
  }

  private String run() throws ReflectiveOperationException, IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] urls = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
        PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) null);
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  private static String path(Path path) {
    return "Path.of(\"" + path.toString().replace(File.separator, "/") + "\")";
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("a block %s in the README", pattern).isTrue();
    return matcher.group(1);
  }

  private static String lines(String example, boolean imports) {
    Stream<String> lines = example.lines().filter(l -> l.startsWith("import ") == imports);
    return lines.collect(Collectors.joining("\n", "", "\n"));
  }
}
