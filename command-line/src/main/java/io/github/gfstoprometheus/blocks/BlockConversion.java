package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.blocks.ConversionReport.End;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.convert.DistinctMembers;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.Watcher;
import io.github.gfstoprometheus.convert.Zeros;
import io.github.gfstoprometheus.members.MemberArchives;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts the archives of members into blocks of a data directory, each content once. */
public final class BlockConversion {
  private final DataDirectory data;
  private final Settings settings;

  /**
   * How to convert.
   *
   * @param options what goes in
   * @param repeat what to do with archives that were converted before
   */
  public record Settings(
      ConversionOptions options, BlockPolicy policy, Supplier<Ulid> ulids, Repeat repeat) {
    LedgerEntry.Manner manner() {
      return new LedgerEntry.Manner(
          options.naming().describe(), selection(), exactness(), policy.toleranceMillis());
    }

    private String selection() {
      return words(
          options.choice().describe(),
          options.window().describe(),
          options.zeros() == Zeros.DROP ? "no-zero" : "");
    }

    private String exactness() {
      return words(
          term("tolerance", policy.toleranceMillis()),
          term("thin", policy.thinMillis()),
          term("every", options.every().toMillis()));
    }

    private static String term(String name, long millis) {
      return millis == 0 ? "" : name + "=" + millis + "ms";
    }

    private static String words(String... words) {
      return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
  }

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
   * Converts the archives of several members, side by side. An archive from standard input cannot
   * be known again, and is always converted.
   *
   * @throws IOException if blocks cannot be written or bytes cannot be read; what is wrong with the
   *     archives themselves is told in the report
   */
  public ConversionReport convert(List<MemberArchives> all, Workers workers, Watcher watcher)
      throws IOException {
    List<Callable<Input>> tasks = new ArrayList<>();
    for (MemberArchives member : all) {
      tasks.add(() -> Input.of(member, settings.options()));
    }
    List<Input> inputs = new ArrayList<>();
    workers.inOrder(tasks, inputs::add);
    DistinctMembers.require(inputs.stream().map(Input::conversion).toList());
    Map<Input, LedgerEntry> unchanged = unchanged(inputs);
    List<Input> changed = inputs.stream().filter(input -> !unchanged.containsKey(input)).toList();
    for (LedgerEntry finished : Set.copyOf(unchanged.values())) {
      data.removeSuperseded(finished); // the run that finished it may have been killed then
    }
    Result result = changed.isEmpty() ? Result.NOTHING : convertAll(changed, workers, watcher);
    List<MemberReport> members = new ArrayList<>();
    for (Input input : inputs) {
      members.add(
          unchanged.containsKey(input)
              ? MemberReport.unchanged(
                  input.conversion(), unchanged.get(input).problemsOf(input.begun()))
              : MemberReport.converted(input.conversion()));
    }
    return new ConversionReport(
        members, result.output, result.carriedOn, result.end, result.reached);
  }

  /**
   * The inputs that need not be converted again, with what the ledger has of them. Those that share
   * blocks with one that is converted are not among them: converted together they share blocks
   * again, and the old ones can go.
   */
  private Map<Input, LedgerEntry> unchanged(List<Input> inputs) throws IOException {
    Map<Input, LedgerEntry> unchanged = new LinkedHashMap<>();
    if (settings.repeat() == Repeat.REPLACE) {
      return unchanged;
    }
    List<LedgerEntry> finished = data.finished();
    for (Input input : inputs) {
      if (input.isAllKnown()) {
        finished.stream()
            .filter(entry -> entry.hasAll(input.begun(), settings.manner()))
            .findFirst()
            .ifPresent(entry -> unchanged.put(input, entry));
      }
    }
    boolean fewer = true;
    while (fewer) {
      LedgerEntry begun =
          begun(inputs.stream().filter(input -> !unchanged.containsKey(input)).toList());
      fewer = unchanged.keySet().removeIf(input -> data.sharesBlocks(begun, input.begun()));
    }
    return unchanged;
  }

  private LedgerEntry begun(List<Input> inputs) {
    return new LedgerEntry(
        inputs.stream().filter(Input::canBeKnown).map(Input::begun).toList(), settings.manner());
  }

  /** What a run gave. */
  private record Result(
      ConversionReport.Output output,
      Optional<Instant> carriedOn,
      End end,
      Optional<Instant> reached) {
    static final Result NOTHING =
        new Result(ConversionReport.Output.NOTHING, Optional.empty(), End.DONE, Optional.empty());
  }

  private Result convertAll(List<Input> inputs, Workers workers, Watcher watcher)
      throws IOException {
    Optional<DataDirectory.Unfinished> before = unfinished(inputs);
    if (before.isPresent()) {
      data.removeUnpublished(before.get());
    }
    ConversionRun run =
        before.isPresent()
            ? ConversionRun.carryingOn(before.get(), data, settings.ulids(), settings.policy())
            : ConversionRun.of(begun(inputs), data, settings.ulids(), settings.policy());
    Optional<Instant> carriedOn = before.map(entry -> Instant.ofEpochMilli(entry.endMillis()));
    boolean done = run.convert(inputs.stream().map(Input::conversion).toList(), workers, watcher);
    if (!done) {
      boolean canCarryOn = inputs.stream().anyMatch(Input::canBeKnown);
      return new Result(
          run.output(), carriedOn, canCarryOn ? End.INTERRUPTED : End.CUT_OFF, run.reached());
    }
    List<LedgerEntry.Member> converted =
        inputs.stream()
            .filter(input -> input.canBeKnown() && !input.conversion().hasFailed())
            .map(Input::converted)
            .toList();
    if (!converted.isEmpty()) {
      data.removeSuperseded(run.complete(converted));
    }
    return new Result(run.output(), carriedOn, End.DONE, Optional.empty());
  }

  private Optional<DataDirectory.Unfinished> unfinished(List<Input> inputs) throws IOException {
    boolean exactTimes =
        settings.policy().toleranceMillis() == 0; // else a block's end is not certain
    return exactTimes
            && settings.repeat() == Repeat.SKIP
            && inputs.stream().allMatch(Input::isAllKnown)
        ? data.unfinished(begun(inputs))
        : Optional.empty();
  }
}
