package io.github.gfstoprometheus.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code gfs-to-prometheus}. */
@Command(
    name = "gfs-to-prometheus",
    description =
        "Turns the statistics archives (.gfs) of Apache Geode and VMware GemFire into Prometheus"
            + " data.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      ConvertCommand.class,
      StreamCommand.class,
      WatchCommand.class,
      ExportCommand.class,
      PushCommand.class,
      ImportCommand.class,
      InspectCommand.class,
      ListCommand.class,
      VerifyCommand.class,
      CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gfs-to-prometheus convert server-1.gfs --output ./data",
      "  prometheus --config.file=/dev/null --storage.tsdb.path=./data \\",
      "      --storage.tsdb.retention.time=100y --web.listen-address=:9099",
      "  zcat server-1.gfs.gz | gfs-to-prometheus stream - --output ./data",
      "  gfs-to-prometheus watch /var/geode/stats --output ./data",
      "  gfs-to-prometheus inspect server-1.gfs",
      "  gfs-to-prometheus list ./stats",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 done but some input was",
      "malformed or lost."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command that the arguments name, and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(run(systemEnvironment(), arguments));
  }

  /** The program with its commands, their options and what their help says: for manual pages. */
  public static CommandSpec model() {
    return commandLine(systemEnvironment()).getCommandSpec();
  }

  private static Environment systemEnvironment() {
    return new Environment(
        System.in,
        System.out,
        StandardOutput.open(),
        System.err,
        terminalColumns(),
        InstantSource.system(),
        new SplittableRandom());
  }

  /** What the launcher has found out, in the way of the shell: Java does not know terminals. */
  private static Optional<Integer> terminalColumns() {
    return Optional.ofNullable(Integer.getInteger("terminal.columns"));
  }

  /** Runs the command that the arguments name and returns its exit code. */
  static int run(Environment environment, String... arguments) {
    try {
      return commandLine(environment).execute(arguments);
    } catch (OutOfMemoryError e) {
      long heapBytes = Runtime.getRuntime().maxMemory();
      environment
          .errors()
          .println(
              "gfs-to-prometheus: a heap of "
                  + (heapBytes >> 20)
                  + " MB is not enough: give more by --memory, or -Xmx to the JVM (JAVA_OPTS)");
      return ExitCode.FAILED;
    } finally {
      environment.output().flush();
    }
  }

  private static CommandLine commandLine(Environment environment) {
    CommandLine line = new CommandLine(new Main(), new Commands(environment));
    Charset charset = Charset.defaultCharset();
    line.setOut(new PrintWriter(environment.output(), true, charset));
    line.setErr(new PrintWriter(environment.errors(), true, charset));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Duration.class, new DurationConverter());
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(new UsageErrors());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Makes the commands, which want the environment. */
  private static final class Commands implements IFactory {
    private final Map<Class<?>, Supplier<?>> suppliers;

    Commands(Environment environment) {
      suppliers =
          Map.ofEntries(
              entry(ConvertCommand.class, () -> new ConvertCommand(environment)),
              entry(StreamCommand.class, () -> new StreamCommand(environment)),
              entry(WatchCommand.class, () -> new WatchCommand(environment)),
              entry(ExportCommand.class, () -> new ExportCommand(environment)),
              entry(PushCommand.class, () -> new PushCommand(environment)),
              entry(ImportCommand.class, () -> new ImportCommand(environment)),
              entry(InspectCommand.class, () -> new InspectCommand(environment)),
              entry(ListCommand.class, () -> new ListCommand(environment)),
              entry(VerifyCommand.class, () -> new VerifyCommand(environment)),
              entry(CompletionCommand.class, () -> new CompletionCommand(environment)));
    }

    private static <K> Map.Entry<Class<?>, Supplier<?>> entry(Class<K> type, Supplier<K> command) {
      return Map.entry(type, command);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      Supplier<?> supplier = suppliers.get(type);
      return supplier == null
          ? CommandLine.defaultFactory().create(type)
          : type.cast(supplier.get());
    }
  }
}
