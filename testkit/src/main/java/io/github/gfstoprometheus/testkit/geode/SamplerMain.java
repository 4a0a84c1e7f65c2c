package io.github.gfstoprometheus.testkit.geode;

import java.time.Duration;
import org.apache.geode.CancelCriterion;
import org.apache.geode.internal.statistics.LocalStatisticsFactory;

/** What runs in a {@link GeodeSampler}'s JVM. */
final class SamplerMain {

  private static final long TURN_MILLIS = 30;

  private SamplerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Duration duration = Duration.ofMillis(Long.parseLong(arguments[0]));
    LocalStatisticsFactory factory = new LocalStatisticsFactory(new NeverCancelled());
    OddStatistics statistics = new OddStatistics(factory, Long.parseLong(arguments[1]));
    WorkingTime time = WorkingTime.of(duration);
    while (time.continuesAfter(TURN_MILLIS)) {
      statistics.turn();
    }
    factory.close();
  }

  private static final class NeverCancelled extends CancelCriterion {
    @Override
    public String cancelInProgress() {
      return null;
    }

    @Override
    public RuntimeException generateCancelledException(Throwable cause) {
      return new IllegalStateException(cause);
    }
  }
}
