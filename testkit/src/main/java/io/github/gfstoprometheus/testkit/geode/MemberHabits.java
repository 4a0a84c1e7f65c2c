package io.github.gfstoprometheus.testkit.geode;

/**
 * What simulated members do beside sampling, each so many samples; 0 is never.
 *
 * @param samplesPerFile until the archive is full and rolls
 * @param filesKept how many full archives stay; 0 is all
 * @param samplesPerRun until the member ends or is killed, and starts again after a while
 * @param samplesPerVisit until an instance is created or deleted
 */
public record MemberHabits(
    int samplesPerFile, int filesKept, int samplesPerRun, int samplesPerVisit) {

  /** One run, one archive, the same instances throughout. */
  public static MemberHabits steady() {
    return new MemberHabits(0, 0, 0, 0);
  }

  public MemberHabits rolling(int samples, int kept) {
    return new MemberHabits(samples, kept, samplesPerRun, samplesPerVisit);
  }

  public MemberHabits restarting(int samples) {
    return new MemberHabits(samplesPerFile, filesKept, samples, samplesPerVisit);
  }

  public MemberHabits visited(int samples) {
    return new MemberHabits(samplesPerFile, filesKept, samplesPerRun, samples);
  }
}
