package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;

/** Takes the series of an archive one after another. */
@FunctionalInterface
public interface StatisticConsumer {
  void accept(ArchivedStatistic statistic) throws IOException;
}
