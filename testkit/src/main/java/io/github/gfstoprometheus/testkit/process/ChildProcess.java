package io.github.gfstoprometheus.testkit.process;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that runs beside this JVM, with what it says kept in a file until it is asked for.
 *
 * <p>Its standard error always goes to that file; its standard output does too unless the caller
 * reads it. The child is killed when it is closed and when this JVM ends.
 */
public final class ChildProcess implements Closeable {

  /** Enough of a log to see why a program failed, and no flood. */
  private static final int LOG_TAIL_CHARACTERS = 20_000;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread killer;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly, "kill " + name);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts a program whose output and errors go to the log. */
  public static ChildProcess start(String name, Path directory, List<String> command)
      throws IOException {
    Path log = Files.createTempFile("child-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ChildProcess(name, builder.start(), log);
  }

  /** Starts a program whose standard output the caller reads, to its end, from {@link #output}. */
  public static ChildProcess startReadable(String name, Path directory, List<String> command)
      throws IOException {
    Path log = Files.createTempFile("child-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectError(log.toFile());
    return new ChildProcess(name, builder.start(), log);
  }

  /** The command line of a class' {@code main} in a JVM like this one, on its class path. */
  public static List<String> java(List<String> jvmOptions, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath());
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /**
   * This JVM's class path, absolute: the child runs in another directory. The test runner may hide
   * the real one behind a jar that holds only a manifest.
   */
  private static String classPath() {
    String plain = System.getProperty("java.class.path");
    String classPath = System.getProperty("surefire.test.class.path", plain);
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the program writes to its standard output, if it was started readable. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The program's standard input; to close it is how a forked JVM is asked to stop. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the program's end and returns its exit code; kills it if it takes too long. */
  public int await(Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw failure("still ran after " + limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was waited for by a thread that was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Waits for the program's end and demands exit code 0. */
  public void awaitSuccess(Duration limit) {
    int exitCode = await(limit);
    if (exitCode != 0) {
      throw failure("exited with code " + exitCode);
    }
  }

  /** Asks the program to end, as a terminal's or a container's stop does (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Ends the program at once, so that it can flush and close nothing (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** What the program has said so far: its last lines, should they be many. */
  public String log() {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An error about this program that carries what it said. */
  public IllegalStateException failure(String what) {
    return new IllegalStateException(name + " " + what + "; it said:\n" + log());
  }

  @Override
  public void close() throws IOException {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing to kill.
    }
    Files.deleteIfExists(log);
  }
}
