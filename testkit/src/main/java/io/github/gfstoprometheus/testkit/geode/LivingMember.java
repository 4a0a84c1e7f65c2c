package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;

/** A simulated member with habits: each step is one sample, and what is due before it. */
final class LivingMember {

  /** A gap is four intervals or more: pauses on both sides of that. */
  private static final int LONGEST_PAUSE_INTERVALS = 8;

  private final SimulatedMember member;
  private final ArchiveShape shape;
  private final MemberHabits habits;
  private final Random random;
  private long nextMillis;
  private int samplesOfFile;
  private int samplesOfRun;
  private int samplesSinceVisit;

  LivingMember(SimulatedMember member, ArchiveShape shape, MemberHabits habits) {
    this.member = member;
    this.shape = shape;
    this.habits = habits;
    this.random = new Random(shape.seed());
    this.nextMillis = shape.start().toEpochMilli() + 3;
  }

  SimulatedMember member() {
    return member;
  }

  /** When the next sample is due. */
  Instant next() {
    return Instant.ofEpochMilli(nextMillis);
  }

  void step() throws IOException {
    visit();
    member.sample(nextMillis);
    samplesOfFile++;
    samplesOfRun++;
    long lastMillis = nextMillis;
    nextMillis += shape.interval().toMillis() + shape.jitter().offsetMillis(random);
    if (isDue(samplesOfRun, habits.samplesPerRun())) {
      startAgain(lastMillis);
    } else if (isDue(samplesOfFile, habits.samplesPerFile())) {
      member.roll(lastMillis + 1);
      samplesOfFile = 0;
    }
    if (habits.filesKept() > 0) {
      member.keepRolled(habits.filesKept());
    }
  }

  private void visit() {
    samplesSinceVisit++;
    if (isDue(samplesSinceVisit, habits.samplesPerVisit())) {
      samplesSinceVisit = 0;
      if (random.nextInt(3) == 0) {
        member.dismissVisitor();
      } else {
        member.welcomeVisitor();
      }
    }
  }

  /** Without rolling, a new run overwrites the archive of the one before. */
  private void startAgain(long lastMillis) throws IOException {
    long pauseMillis =
        random.nextLong(1, LONGEST_PAUSE_INTERVALS * shape.interval().toMillis() + 1);
    long startMillis = lastMillis + pauseMillis;
    if (habits.samplesPerFile() == 0) {
      member.restartInPlace(startMillis);
    } else if (random.nextBoolean()) {
      member.crash(startMillis);
    } else {
      member.restart(startMillis);
    }
    samplesOfFile = 0;
    samplesOfRun = 0;
    nextMillis = startMillis + 3;
  }

  private static boolean isDue(int count, int limit) {
    return limit > 0 && count >= limit;
  }
}
