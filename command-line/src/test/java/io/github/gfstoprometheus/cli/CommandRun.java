package io.github.gfstoprometheus.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A run of the program in this JVM, with a clock that stands and randomness that repeats.
 *
 * @param output what it printed
 * @param errors what it printed to the error stream
 */
public record CommandRun(int exitCode, String output, String errors) {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** Runs the program; arguments that are no text stand for their text. */
  public static CommandRun of(Object... arguments) {
    return withInput(new byte[0], arguments);
  }

  static CommandRun withInput(byte[] input, Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            new ByteArrayInputStream(input),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            output,
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Optional.empty(),
            InstantSource.fixed(NOW),
            new SplittableRandom(1));
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = Main.run(environment, texts);
    return new CommandRun(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** The output, which must be one JSON object. */
  public Map<String, Object> json() {
    try {
      return JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(output);
    } catch (IOException e) {
      throw new AssertionError("no JSON object: " + this, e);
    }
  }

  /** This run, which must have come to this end. */
  public CommandRun exits(int expected) {
    if (exitCode != expected) {
      throw new AssertionError("expected exit code " + expected + ": " + this);
    }
    return this;
  }
}
