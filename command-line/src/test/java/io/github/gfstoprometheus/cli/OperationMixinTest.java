package io.github.gfstoprometheus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.operation.Condition;
import io.github.gfstoprometheus.operation.RepeatedProblems;
import io.github.gfstoprometheus.watch.DrivenFigures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The options of those who operate, in a command that has nothing else. */
class OperationMixinTest {
  private static final Pattern TOLD_PORT = Pattern.compile("port (\\d+)");

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Environment environment =
      new Environment(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(OutputStream.nullOutputStream()),
          OutputStream.nullOutputStream(),
          new PrintStream(errors, true, StandardCharsets.UTF_8),
          Optional.empty(),
          InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z")),
          new SplittableRandom(1));

  @Command(name = "operated")
  private static final class Operated {
    @Mixin private OperationMixin operation;
    @Mixin private OutputMixin output;
  }

  @Test
  void linesAreTextUnlessJsonIsWanted() {
    tellNoteAndProblem(parsed());
    assertThat(told()).isEqualTo("note: n\nproblem: p\n");
    errors.reset();

    tellNoteAndProblem(parsed("--log-format", "json"));
    assertThat(told())
        .isEqualTo(
            """
            {"time":"2026-11-23T08:00:00.000Z","level":"info","event":"e","message":"n"}
            {"time":"2026-11-23T08:00:00.000Z","level":"error","event":"e","message":"p"}
            """);
  }

  @Test
  void quietLeavesProblems() {
    tellNoteAndProblem(parsed("--quiet"));

    assertThat(told()).isEqualTo("problem: p\n");
  }

  @Test
  void nothingListensUnlessItIsWanted() throws IOException {
    Operated command = parsed();
    try (Closeable server = open(command)) {
      assertThat(server).isNotNull();
    }

    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":0", "localhost:0", "127.0.0.1:0"})
  void whatListensIsToldWithItsPort(String address) throws IOException {
    try (Closeable server = open(parsed("--listen", address))) {
      assertThat(server).isNotNull();
      Matcher port = TOLD_PORT.matcher(told());
      assertThat(port.find()).as(told()).isTrue();
      URI metrics = URI.create("http://localhost:" + port.group(1) + "/metrics");
      try (var body = metrics.toURL().openStream()) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
            .contains("gfs_to_prometheus_build_info{version=\"" + VersionProvider.version());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9180", ":", ":http", ":65536", "::1:9180", "a b:1", "http://x:1", "[]:1"})
  void whatIsNoAddressIsToldWithExamples(String address) {
    assertThatThrownBy(() -> parsed("--listen", address))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "--listen: '%s' is not [HOST]:PORT, such as :9180, localhost:9180 or [::1]:9180",
            address);
  }

  @Test
  void aPortThatIsTakenIsAFailureThatSaysWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Operated command = parsed("--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThatThrownBy(() -> open(command))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot listen at 127.0.0.1:%d (Address already in use): choose a free port above"
                  + " 1023 and an address of this machine",
              taken.getLocalPort());
    }
  }

  @Test
  void aHostThatNobodyKnowsIsAFailure() {
    Operated command = parsed("--listen", "no-such-host.invalid:9180");

    assertThatThrownBy(() -> open(command))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid:9180: no host of that name is known");
  }

  private Closeable open(Operated command) throws IOException {
    DrivenFigures figures = new DrivenFigures();
    Condition condition =
        new Condition(figures.watch(), Duration.ofSeconds(1), environment.clock());
    return command.operation.openServer(
        figures.watch(),
        condition,
        command.operation.journal(environment, command.output),
        environment.clock());
  }

  private void tellNoteAndProblem(Operated command) {
    try (RepeatedProblems journal = command.operation.journal(environment, command.output)) {
      journal.info("e", "n", Map.of());
      journal.problem("e", "p", Map.of());
    }
  }

  private static Operated parsed(String... arguments) {
    Operated command = new Operated();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command;
  }

  private String told() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
