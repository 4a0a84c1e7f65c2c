package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ArchiveHeader;
import io.github.gfstoprometheus.archive.ArchiveVisitor;
import io.github.gfstoprometheus.archive.ResourceInstance;
import io.github.gfstoprometheus.archive.Sample;
import io.github.gfstoprometheus.members.Run;
import io.github.gfstoprometheus.selection.StatisticChooser;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import io.github.gfstoprometheus.tsdb.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Feeds the tokens of one member's archives, one file after the other, into a timeline.
 *
 * <p>Instances wait until the next sample before their series open: by then the first ones have
 * told who the member is, and a gap before the sample does not concern them. A header ends all
 * instances; series that the next archive goes on with have no gap unless there is one in time.
 */
final class ArchiveConversion implements ArchiveVisitor {
  private final Timeline timeline;
  private final SeriesLabels labels;
  private final StatisticChooser chooser;
  private final Predicate<LabelSet> wanted;
  private final TickSieve sieve;
  private final ConversionFigures figures;
  private final ArchiveVisitor witness;
  private final SampleClock clock = new SampleClock();
  private final DuplicateNumbers duplicates = new DuplicateNumbers();

  /** Instances created since the last sample, by slot. */
  private final Map<Integer, ResourceInstance> created = new LinkedHashMap<>();

  /** The open series of the live instances, by slot. */
  private final OpenInstances open = new OpenInstances();

  /** The sample that was read and is not told yet, or null; it says so until the next is read. */
  private Sample held;

  /** Whether the gap before the held sample has been marked. */
  private boolean gapMarked;

  private long holdFromMillis = Long.MAX_VALUE;

  /** The member's run that wrote the archive at hand. */
  private Optional<Run> run = Optional.empty();

  /** What counted of the archive before. */
  private Inheritance inheritance = Inheritance.NONE;

  /**
   * A conversion before the first token.
   *
   * @param wanted of the series that are chosen, which ones are fed
   * @param sieve which ticks are fed
   * @param witness is told of each token before it is fed
   */
  ArchiveConversion(
      Timeline timeline,
      SeriesLabels labels,
      StatisticChooser chooser,
      Predicate<LabelSet> wanted,
      TickSieve sieve,
      ConversionFigures figures,
      ArchiveVisitor witness) {
    this.timeline = timeline;
    this.labels = labels;
    this.chooser = chooser;
    this.wanted = wanted;
    this.sieve = sieve;
    this.figures = figures;
    this.witness = witness;
  }

  @Override
  public void header(ArchiveHeader header) throws IOException {
    witness.header(header);
    created.clear();
    duplicates.forgetRepeated();
    if (run.isPresent()) {
      inheritance = new Inheritance(run, numbered());
    }
    Optional<Run> next = Optional.of(Run.of(header));
    if (inheritance.run().equals(next)) {
      open.all().forEach(this::expectRepeated);
      inheritance.numbers().forEach(this::expectRepeated);
    }
    run = next;
    endAll();
    labels.forgetTypes();
    chooser.forgetTypes();
  }

  @Override
  public void instanceCreated(ResourceInstance instance) throws IOException {
    witness.instanceCreated(instance);
    created.put(instance.slot(), instance);
  }

  @Override
  public void instanceDeleted(ResourceInstance instance) {
    if (created.remove(instance.slot()) == null) {
      end(open.remove(instance.slot()));
    }
  }

  @Override
  public void instanceWithoutType(int instanceId, String textId, int typeId) {
    figures.orphan();
  }

  @Override
  public void sample(Sample sample) throws IOException {
    witness.sample(sample);
    held = sample;
    release();
  }

  /** Says, before the first token, what counts of an archive that is not fed. */
  void inherit(Inheritance before) {
    inheritance = before;
  }

  /** What counted of the archive before the one at hand. */
  Inheritance inheritance() {
    return inheritance;
  }

  /** How many ticks there were, wanted or not. */
  long ticks() {
    return clock.ticks();
  }

  /** The time of the last of them; 0 if there was none. */
  long lastMillis() {
    return clock.lastMillis();
  }

  /** From now on, what happens at this time or after it is held back, and told of later. */
  void holdFrom(long millis) {
    holdFromMillis = millis;
    if (held != null) {
      release();
    }
  }

  /** Whether a sample waits for its time; the archive must not be read on. */
  boolean isHolding() {
    return held != null;
  }

  /** When that happens which is held back; there is something. */
  long heldMillis() {
    return isGapUntold() ? clock.staleMillis() : held.timestampMillis();
  }

  private boolean isGapUntold() {
    return !gapMarked && clock.isGapBefore(held.timestampMillis());
  }

  /** Tells of the sample that was held, as far as it is time. */
  private void release() {
    long timestampMillis = held.timestampMillis();
    if (!SampleClock.isPossible(timestampMillis)) {
      tell();
      figures.tickImpossible();
    } else if (!clock.isLater(timestampMillis)) {
      tell();
      figures.tickLost();
    } else {
      if (isGapUntold() && clock.staleMillis() < holdFromMillis) {
        markGap();
        gapMarked = true;
      }
      if (timestampMillis < holdFromMillis) {
        tell();
        tick(timestampMillis);
      }
    }
  }

  private void tell() {
    openCreated();
    applyChanges(held);
    held = null;
    gapMarked = false;
  }

  /** Whether the end can be told: not if the markers of its series would come too late. */
  boolean canFinish() {
    return !clock.hasTicked() || clock.staleMillis() < holdFromMillis;
  }

  /** When the series become stale if no archive follows. */
  long finishMillis() {
    return clock.staleMillis();
  }

  /**
   * Ends all series after the last archive: they are stale from one interval later on.
   *
   * @throws IOException if the timeline cannot be ended
   */
  void finish() throws IOException {
    created.clear();
    endAll();
    if (clock.hasTicked()) {
      tickTimeline(clock.staleMillis());
    }
    timeline.end();
  }

  /**
   * Ends the timeline where it is, with its series open: what follows is not wanted.
   *
   * @throws IOException if the timeline cannot be ended
   */
  void breakOff() throws IOException {
    timeline.end();
  }

  private void tick(long timestampMillis) {
    clock.tick(timestampMillis);
    if (sieve.passes(timestampMillis)) {
      tickTimeline(timestampMillis);
      figures.tick(timestampMillis);
    }
  }

  private void tickTimeline(long timestampMillis) {
    try {
      timeline.tick(timestampMillis);
      figures.reach(timestampMillis);
    } catch (IOException e) {
      throw new TimelineException(e);
    }
  }

  private void applyChanges(Sample sample) {
    figures.changes(sample.changeCount());
    for (int i = 0; i < sample.instanceCount(); i++) {
      OpenInstance instance = open.get(sample.instance(i).slot());
      if (instance.isWhole()) {
        applyAll(sample, i, instance);
      } else if (instance.opened() > 0) {
        applyChosen(sample, i, instance);
      }
    }
  }

  private void applyAll(Sample sample, int index, OpenInstance instance) {
    int[] series = instance.series();
    int end = sample.changesEnd(index);
    for (int change = sample.changesStart(index); change < end; change++) {
      timeline.set(series[sample.statistic(change)], sample.valueBits(change));
    }
  }

  private void applyChosen(Sample sample, int index, OpenInstance instance) {
    int[] series = instance.series();
    TypeNames names = instance.names();
    int end = sample.changesEnd(index);
    for (int change = sample.changesStart(index); change < end; change++) {
      int statistic = sample.statistic(change);
      if (series[statistic] != OpenInstance.NOT_OPEN) {
        timeline.set(series[statistic], names.scaled(statistic, sample.valueBits(change)));
      }
    }
  }

  /** Ends what is open one interval after the last sample, and opens it again for the next one. */
  private void markGap() {
    List<OpenInstance> interrupted = open.all();
    interrupted.forEach(this::closeSeries);
    tickTimeline(clock.staleMillis());
    figures.gap();
    for (OpenInstance instance : interrupted) {
      openSeries(instance.instance(), instance.duplicate());
    }
  }

  private void openCreated() {
    for (ResourceInstance instance : created.values()) {
      DuplicateNumbers.Key key = SeriesLabels.key(instance);
      boolean isRepeated = duplicates.isRepeated(key, instance.id());
      openSeries(instance, duplicates.take(key, instance.id()));
      if (!isRepeated) {
        figures.series(open.get(instance.slot()).opened());
      }
    }
    created.clear();
  }

  private void openSeries(ResourceInstance instance, int duplicate) {
    TypeNames names = labels.names(instance.type());
    LabelSet common = labels.common(instance, duplicate);
    BitSet chosen = chooser.chosen(instance);
    chosen.andNot(names.dropped());
    int[] series = new int[names.size()];
    Arrays.fill(series, OpenInstance.NOT_OPEN);
    int opened = 0;
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      LabelSet one = labels.of(common, names, i);
      if (!wanted.test(one)) {
        continue;
      }
      opened++;
      series[i] = timeline.open(one);
      long valueBits = Double.doubleToRawLongBits(instance.value(i));
      timeline.set(series[i], names.scaled(i, valueBits));
    }
    open.put(instance.slot(), new OpenInstance(instance, duplicate, series, opened, names));
  }

  private void expectRepeated(OpenInstance open) {
    ResourceInstance instance = open.instance();
    duplicates.expectRepeated(SeriesLabels.key(instance), instance.id(), open.duplicate());
  }

  private void expectRepeated(Inheritance.Numbered instance) {
    duplicates.expectRepeated(
        new DuplicateNumbers.Key(instance.category(), instance.instanceName()),
        instance.instanceId(),
        instance.number());
  }

  /** The open instances that are not the first of their name. */
  private List<Inheritance.Numbered> numbered() {
    List<Inheritance.Numbered> numbered = new ArrayList<>();
    for (OpenInstance instance : open.all()) {
      if (instance.duplicate() > 1) {
        DuplicateNumbers.Key key = SeriesLabels.key(instance.instance());
        numbered.add(
            new Inheritance.Numbered(
                key.category(),
                key.instanceName(),
                instance.instance().id(),
                instance.duplicate()));
      }
    }
    return numbered;
  }

  private void end(OpenInstance instance) {
    closeSeries(instance);
    duplicates.release(SeriesLabels.key(instance.instance()), instance.duplicate());
  }

  private void closeSeries(OpenInstance instance) {
    for (int series : instance.series()) {
      if (series != OpenInstance.NOT_OPEN) {
        timeline.close(series);
      }
    }
  }

  private void endAll() {
    open.all().forEach(this::end);
    open.clear();
  }
}
