package io.github.gfstoprometheus.blocks;

import io.github.gfstoprometheus.archives.ArchiveChain;
import io.github.gfstoprometheus.archives.ArchiveSource;
import io.github.gfstoprometheus.convert.ChainConversion;
import io.github.gfstoprometheus.convert.ConversionFigures;
import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.members.MemberArchives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The archives of a member.
 *
 * @param sources those that can be known again
 */
record Input(ArchiveChain chain, ChainConversion conversion, List<LedgerEntry.Source> sources) {
  static Input of(MemberArchives member, ConversionOptions options) {
    List<LedgerEntry.Source> sources = new ArrayList<>();
    for (ArchiveSource source : member.chain().sources()) {
      try {
        if (source.isRepeatable()) {
          sources.add(new LedgerEntry.Source(source.name(), Fingerprint.of(source)));
        }
      } catch (IOException e) {
        // The conversion meets it again, and tells.
      }
    }
    return new Input(member.chain(), ChainConversion.of(member, options), sources);
  }

  /** Those that all its series have in common. */
  Map<String, String> labels() {
    return conversion.memberLabels().toMap();
  }

  /** The names of the archives. */
  List<String> archives() {
    return conversion.archives();
  }

  /** Whether a later run can know some of it again. */
  boolean canBeKnown() {
    return !sources.isEmpty();
  }

  /** Whether a later run can know all of it again. */
  boolean isAllKnown() {
    return sources.size() == chain.sources().size();
  }

  /** What the ledger has of it before it is converted. */
  LedgerEntry.Member begun() {
    return new LedgerEntry.Member(labels(), sources);
  }

  /** What the ledger has of it when it has been converted. */
  LedgerEntry.Member converted() {
    ConversionFigures figures = conversion.figures();
    return new LedgerEntry.Member(
        labels(),
        sources,
        figures.beginMillis(),
        figures.endMillis(),
        figures.gaps(),
        conversion.problems());
  }
}
