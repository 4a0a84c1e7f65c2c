package io.github.gfstoprometheus.watch;

import io.github.gfstoprometheus.convert.ConversionOptions;
import io.github.gfstoprometheus.export.Batch;
import io.github.gfstoprometheus.pipeline.Workers;
import io.github.gfstoprometheus.remotewrite.Delivery;
import io.github.gfstoprometheus.remotewrite.RemoteWriteListener;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.remotewrite.RemoteWriter;
import io.github.gfstoprometheus.remotewrite.SentFigures;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Sends what is new at every poll. What is being sent is entered before: after a crash, exactly
 * that is read and sent again, as the receiver may have it or not.
 */
final class RemoteWriteSink implements Sink {
  /** Batches are told apart by hours only; they are sent long before one is over. */
  private static final long RANGE_MILLIS = Duration.ofHours(2).toMillis();

  /**
   * So much is recorded at most before it is sent, times the changes that series have in common.
   */
  private static final long STRETCH_BYTES = 4 << 20;

  /** How often the end of sending is entered when nothing more is sent. */
  private static final Duration ENTRY_INTERVAL = Duration.ofSeconds(5);

  /** So long archives may take to appear of which something was being sent, if it can be waited. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CheckpointFile file;
  private final Settings settings;
  private final InstantSource clock;
  private final Journal journal;
  private final SinkFigures figures;
  private final LiveMembers members;
  private final Catchup catchup;
  private Checkpoint checkpoint;
  private volatile RemoteWriter writer;
  private volatile boolean caughtUp;
  private volatile boolean brokenOff;
  private long enteredMillis;
  private boolean isEntered = true;

  /** When it was first tried to send again what was being sent; 0 before. */
  private long resumedMillis;

  /**
   * What a sink wants.
   *
   * @param thinMillis in which periods values that do not change have a sample, or 0
   * @param patience how long archives may take to appear of which something was being sent
   */
  record Settings(
      ConversionOptions options,
      RemoteWriteSettings receiver,
      long toleranceMillis,
      long thinMillis,
      Duration patience,
      RemoteWriteListener listener) {}

  /**
   * A sink that goes on where its checkpoint says.
   *
   * @throws IOException if secrets, certificates or keys cannot be read
   */
  RemoteWriteSink(
      CheckpointFile file,
      Checkpoint checkpoint,
      Settings settings,
      Roster roster,
      Workers workers,
      InstantSource clock,
      SinkFigures figures,
      Journal journal)
      throws IOException {
    this.file = file;
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
    this.figures = figures;
    this.members =
        new LiveMembers(roster, settings.options(), RANGE_MILLIS, clock, figures, journal);
    this.catchup = new Catchup(members, workers, RANGE_MILLIS, STRETCH_BYTES);
    this.writer = new RemoteWriter(settings.receiver(), settings.listener());
  }

  @Override
  public SinkFigures figures() {
    return figures;
  }

  @Override
  public void poll(long nowMillis) throws IOException {
    members.admit(checkpoint);
    if (checkpoint.next().isPresent() && !resume(checkpoint.next().get())) {
      return;
    }
    caughtUp =
        catchup.read(
            nowMillis,
            millis -> {
              send(members.cut());
              return !brokenOff;
            });
    boolean isDue = Math.abs(nowMillis - enteredMillis) >= ENTRY_INTERVAL.toMillis();
    if (!isEntered && isDue) {
      enter(checkpoint);
    }
  }

  @Override
  public void finish(long nowMillis) throws IOException {
    poll(nowMillis);
    if (!isEntered) {
      enter(checkpoint);
    }
  }

  /**
   * Sends again what was being sent; exactly as it was, so that a receiver which has it knows it.
   *
   * @return whether that is done
   */
  private boolean resume(Checkpoint.Publication next) throws IOException {
    long nowMillis = clock.millis();
    resumedMillis = resumedMillis == 0 ? nowMillis : resumedMillis;
    List<LiveMember> reading = new ArrayList<>();
    int whole = 0;
    for (MemberProgress progress : next.members()) {
      for (LiveMember member : members.all()) {
        if (member.name().equals(progress.name())) {
          OptionalLong held = member.advance(progress.reachedMillis());
          boolean isThere = held.isPresent() || member.readMillis() >= progress.reachedMillis();
          whole += isThere ? 1 : 0;
          reading.add(member);
        }
      }
    }
    boolean areAllThere = whole == next.members().size();
    if (!areAllThere && nowMillis - resumedMillis < settings.patience().toMillis()) {
      return false;
    }
    if (!areAllThere) {
      figures.problem();
      journal.problem(
          "archives_gone",
          "archives are gone of which samples were being sent when the watch was ended: whether"
              + " the receiver has them is not known",
          Map.of("members", next.members().size(), "found", whole));
    }
    List<LiveMember.Cut> cuts = new ArrayList<>();
    for (LiveMember member : reading) {
      cuts.addAll(member.cut());
    }
    deliver(cuts, Delivery.MAYBE_REPEATED);
    checkpoint = checkpoint.afterNext();
    isEntered = false;
    return true;
  }

  private void send(List<LiveMember.Cut> cuts) throws IOException {
    if (cuts.isEmpty()) {
      return;
    }
    Map<String, MemberProgress> progress = new LinkedHashMap<>();
    cuts.forEach(cut -> progress.put(cut.member().name(), cut.progress()));
    Checkpoint sending =
        checkpoint.before(
            new Checkpoint.Publication("", List.of(), List.copyOf(progress.values())));
    enter(sending);
    checkpoint = sending;
    deliver(cuts, Delivery.FIRST);
    checkpoint = sending.afterNext();
    isEntered = false;
    members.leaveDone(checkpoint);
  }

  private void deliver(List<LiveMember.Cut> cuts, Delivery delivery) throws IOException {
    List<Batch> batches = new ArrayList<>();
    for (LiveMember.Cut cut : cuts) {
      batches.add(
          new Batch(
              cut.range().transpose(settings.toleranceMillis()),
              cut.member().metrics(),
              settings.thinMillis()));
    }
    SentFigures sent = writer.send(batches, delivery);
    cuts.forEach(cut -> cut.range().close());
    figures.published(sent.requests(), sent.bytes(), clock.millis());
    figures.samples(sent.accepted());
    figures.rejected(sent.rejected());
  }

  private void enter(Checkpoint entered) throws IOException {
    file.write(entered);
    isEntered = true;
    enteredMillis = clock.millis();
  }

  /** What was being sent is sent again: the receiver may have it or not. */
  @Override
  public void reset() throws IOException {
    members.close();
    writer.close();
    resumedMillis = 0;
    caughtUp = false;
    writer = new RemoteWriter(settings.receiver(), settings.listener());
    if (brokenOff) {
      writer.breakOff();
    }
  }

  @Override
  public boolean hasCaughtUp() {
    return caughtUp;
  }

  @Override
  public void breakOff() {
    brokenOff = true;
    writer.breakOff();
  }

  @Override
  public void close() throws IOException {
    members.close();
    writer.close();
  }
}
