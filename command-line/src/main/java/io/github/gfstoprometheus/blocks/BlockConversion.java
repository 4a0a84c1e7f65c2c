package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.tsdb.block.BlockPolicy;
import io.github.gfstoprometheus.tsdb.block.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts archives into the blocks of a data directory, each content once. */
public final class BlockConversion {
  private final DataDirectory data;
  private final Settings settings;

  private static final String ADVICE =
      "; if they are not, or overlap in time, give each its --member";

  /** The first archive of each member that this run has converted. */
  private final Map<String, String> converted = new HashMap<>();

  /**
   * How to convert.
   *
   * @param batchSize how many values the reader hands to the writer at a time; of no effect on the
   *     result
   * @param repeat what to do with archives that were converted before
   */
  public record Settings(
      NamingOptions naming,
      BlockPolicy policy,
      Supplier<Ulid> ulids,
      int batchSize,
      Repeat repeat) {}

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
   * Converts the archives of one member. An archive from standard input cannot be known again, and
   * is always converted.
   *
   * @throws IOException if blocks cannot be written or bytes cannot be read; what is wrong with the
   *     archives themselves is told in the report
   */
  public ConversionReport convert(ArchiveChain chain) throws IOException {
    List<LedgerEntry.Source> sources = sources(chain);
    ChainConversion conversion = ChainConversion.of(chain, settings.naming());
    String options = settings.naming().style() + " " + conversion.memberLabels();
    ConversionReport report = convert(chain, conversion, new LedgerEntry(sources, options));
    String name = chain.sources().get(0).name();
    Optional<String> namesake = Optional.ofNullable(converted.putIfAbsent(options, name));
    return namesake
        .map(other -> report.withRemark(name + ": is of the same member as " + other + ADVICE))
        .orElse(report);
  }

  private ConversionReport convert(
      ArchiveChain chain, ChainConversion conversion, LedgerEntry begun) throws IOException {
    Optional<LedgerEntry> finished = data.finished(begun.sources(), begun.options());
    boolean allKnown = begun.sources().size() == chain.sources().size();
    if (allKnown && finished.isPresent() && settings.repeat() == Repeat.SKIP) {
      data.removeSuperseded(finished.get()); // the run that finished it may have been killed then
      return unchanged(chain, finished.get());
    }
    return new ConversionRun(data, settings, begun).convert(chain, conversion);
  }

  /** The archives that can be known again: files that can be read. */
  private static List<LedgerEntry.Source> sources(ArchiveChain chain) {
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
    return sources;
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
