package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Converts archives into the blocks of a data directory, each content once. */
public final class BlockConversion {
  private final DataDirectory data;
  private final Settings settings;

  private static final String ADVICE =
      "; if they are not, or overlap in time, give each its --member";

  /**
   * How to convert.
   *
   * @param ulids gives each conversion what names its blocks, so that these do not depend on which
   *     one is faster
   * @param repeat what to do with archives that were converted before
   */
  public record Settings(
      NamingOptions naming, BlockPolicy policy, Supplier<Supplier<Ulid>> ulids, Repeat repeat) {}

  /** What to do with archives that were converted before. */
  public enum Repeat {
    /** Leave them. */
    SKIP,
    /** Convert them again, then remove the blocks they were in. */
    REPLACE
  }

  /** A conversion into a directory. */
  public BlockConversion(DataDirectory data, Settings settings) {
    this.data = data;
    this.settings = settings;
  }

  /**
   * Converts the archives of several members, side by side, and hands over what became of each in
   * the order given. An archive from standard input cannot be known again, and is always converted.
   *
   * @throws IOException if blocks cannot be written or bytes cannot be read; what is wrong with the
   *     archives themselves is told in the report
   */
  public void convert(
      List<ArchiveChain> chains, Workers workers, Consumer<ConversionReport> consumer)
      throws IOException {
    List<Input> inputs = chains.stream().map(Input::of).toList();
    Map<String, String> converted = new HashMap<>();
    for (List<Input> round : rounds(inputs)) {
      List<Callable<Result>> tasks = new ArrayList<>();
      for (Input input : round) {
        Supplier<Ulid> ulids = settings.ulids().get();
        tasks.add(() -> convert(input, ulids, workers));
      }
      workers.inOrder(tasks, result -> consumer.accept(withNamesake(result, converted)));
    }
  }

  /**
   * The archives of a member.
   *
   * @param sources those that can be known again: files that can be read
   */
  private record Input(ArchiveChain chain, List<LedgerEntry.Source> sources) {
    static Input of(ArchiveChain chain) {
      List<LedgerEntry.Source> sources = new ArrayList<>();
      for (ArchiveSource source : chain.sources()) {
        try {
          Optional<Path> file = source.file();
          if (file.isPresent()) {
            sources.add(new LedgerEntry.Source(source.name(), Fingerprint.of(file.get())));
          }
        } catch (IOException e) {
          // The conversion meets it again, and tells.
        }
      }
      return new Input(chain, sources);
    }

    boolean isAllKnown() {
      return sources.size() == chain.sources().size();
    }
  }

  /** Inputs that hold an archive of an earlier one wait until that is done: it may be enough. */
  private static List<List<Input>> rounds(List<Input> inputs) {
    List<List<Input>> rounds = new ArrayList<>();
    List<Input> left = inputs;
    while (!left.isEmpty()) {
      List<Input> round = new ArrayList<>();
      List<Input> later = new ArrayList<>();
      Set<Fingerprint> taken = new HashSet<>();
      for (Input input : left) {
        List<Fingerprint> archives =
            input.sources().stream().map(LedgerEntry.Source::fingerprint).toList();
        (Collections.disjoint(taken, archives) ? round : later).add(input);
        taken.addAll(archives);
      }
      rounds.add(round);
      left = later;
    }
    return rounds;
  }

  /** Says if the same member was met before under another name. */
  private static ConversionReport withNamesake(Result result, Map<String, String> converted) {
    ConversionReport report = result.report();
    String name = report.archives().get(0);
    String other = converted.putIfAbsent(result.options(), name);
    return other == null
        ? report
        : report.withRemark(name + ": is of the same member as " + other + ADVICE);
  }

  /** What became of one member, and what its series are called by. */
  private record Result(String options, ConversionReport report) {}

  private Result convert(Input input, Supplier<Ulid> ulids, Workers workers) throws IOException {
    ArchiveChain chain = input.chain();
    ChainConversion conversion = ChainConversion.of(chain, settings.naming());
    String options = settings.naming().style() + " " + conversion.memberLabels();
    LedgerEntry begun = new LedgerEntry(input.sources(), options);
    Optional<LedgerEntry> finished = data.finished(begun.sources(), options);
    if (input.isAllKnown() && finished.isPresent() && settings.repeat() == Repeat.SKIP) {
      data.removeSuperseded(finished.get()); // the run that finished it may have been killed then
      return new Result(options, unchanged(chain, finished.get()));
    }
    ConversionRun run = new ConversionRun(data, ulids, begun);
    return new Result(options, run.convert(chain, conversion, settings.policy(), workers));
  }

  private static ConversionReport unchanged(ArchiveChain chain, LedgerEntry entry) {
    return new ConversionReport(
        chain.sources().stream().map(ArchiveSource::name).toList(),
        ConversionReport.State.UNCHANGED,
        new ConversionFigures(),
        ConversionReport.Output.NOTHING,
        List.of(),
        entry.problems());
  }
}
