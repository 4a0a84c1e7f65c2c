package io.github.gfstoprometheus.testkit.geode;

import java.io.IOException;
import java.time.Duration;
import org.apache.geode.cache.Cache;
import org.apache.geode.cache.CacheFactory;
import org.apache.geode.cache.server.CacheServer;

/** What runs in a {@link GeodeServer}'s JVM; Geode's own settings are system properties. */
final class ServerMain {

  private static final long TURN_MILLIS = 50;
  private static final int ODD_TURN = 20;

  private ServerMain() {}

  public static void main(String[] arguments) throws Exception {
    Duration duration = Duration.ofMillis(Long.parseLong(arguments[0]));
    long seed = Long.parseLong(arguments[1]);
    try (Cache cache = new CacheFactory().create()) {
      startCacheServer(cache);
      RegionWork work = new RegionWork(cache, seed);
      OddStatistics statistics = new OddStatistics(cache.getDistributedSystem(), seed);
      WorkingTime time = WorkingTime.of(duration);
      for (int turn = 0; time.continuesAfter(TURN_MILLIS); turn++) {
        work.turn();
        // A server samples once a second: what changes in between nobody sees.
        if (turn % ODD_TURN == 0) {
          statistics.turn();
        }
      }
    }
  }

  private static void startCacheServer(Cache cache) throws IOException {
    CacheServer server = cache.addCacheServer();
    server.setPort(0);
    server.setBindAddress("127.0.0.1");
    server.start();
  }
}
