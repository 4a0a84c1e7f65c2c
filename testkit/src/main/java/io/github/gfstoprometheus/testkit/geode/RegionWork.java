package io.github.gfstoprometheus.testkit.geode;

import java.util.Random;
import org.apache.geode.cache.Cache;
import org.apache.geode.cache.Region;
import org.apache.geode.cache.RegionShortcut;
import org.apache.geode.cache.execute.Function;
import org.apache.geode.cache.execute.FunctionContext;
import org.apache.geode.cache.execute.FunctionService;
import org.apache.geode.cache.query.Query;
import org.apache.geode.cache.query.QueryException;

/** The daily work of a server: quiet spells and busy ones, all that moves Geode's statistics. */
final class RegionWork {

  private static final int KEYS = 2_000;

  /** A region lives so many turns; then it makes room for another, in the end of its own name. */
  private static final int PASSING_TURNS = 150;

  private static final String DISK_STORE = "trades-store";

  private final Cache cache;
  private final Random random;
  private final Region<Integer, Trade> partitioned;
  private final Region<Integer, Trade> replicated;
  private final Region<Integer, Trade> persistent;
  private final Query bySymbol;
  private Region<Integer, Trade> passing;
  private int turn;

  RegionWork(Cache cache, long seed) throws QueryException {
    this.cache = cache;
    this.random = new Random(seed);
    // Small operation logs, so that they roll and are compacted within minutes.
    cache.createDiskStoreFactory().setMaxOplogSize(1).create(DISK_STORE);
    this.partitioned = region("orders", RegionShortcut.PARTITION);
    this.replicated = region("prices", RegionShortcut.REPLICATE);
    this.persistent =
        cache
            .<Integer, Trade>createRegionFactory(RegionShortcut.REPLICATE_PERSISTENT)
            .setDiskStoreName(DISK_STORE)
            .setStatisticsEnabled(true)
            .create("trades");
    cache.getQueryService().createIndex("tradesBySymbol", "symbol", "/trades");
    cache.getQueryService().createIndex("ordersByPrice", "price", "/orders");
    this.bySymbol =
        cache.getQueryService().newQuery("SELECT * FROM /trades WHERE symbol = $1 AND price > $2");
    FunctionService.registerFunction(new SumOfPrices());
    this.passing = passingRegion();
  }

  private Region<Integer, Trade> region(String name, RegionShortcut shortcut) {
    return cache
        .<Integer, Trade>createRegionFactory(shortcut)
        .setStatisticsEnabled(true)
        .create(name);
  }

  /** Does a random share of the work; to be called again and again. */
  void turn() throws QueryException {
    turn++;
    // Nothing happens in every third spell of five seconds: idle members are the usual ones.
    if (turn / 100 % 3 != 2) {
      readAndWrite();
    }
    if (turn % 20 == 0) {
      bySymbol.execute(symbol(), 50.0);
    }
    if (turn % 40 == 0) {
      FunctionService.onRegion(partitioned).execute(SumOfPrices.ID).getResult();
    }
    if (turn % PASSING_TURNS == 0) {
      replacePassingRegion();
    }
  }

  private void readAndWrite() {
    int operations = random.nextInt(40);
    for (int i = 0; i < operations; i++) {
      int key = random.nextInt(KEYS);
      Trade trade = new Trade(symbol(), random.nextDouble() * 100, random.nextInt(256));
      switch (random.nextInt(8)) {
        case 0 -> partitioned.put(key, trade);
        case 1 -> replicated.put(key, trade);
        case 2 -> persistent.put(key, trade);
        case 3 -> partitioned.remove(key);
        case 4 -> persistent.get(key);
        case 5 -> replicated.putIfAbsent(key, trade);
        default -> partitioned.get(key);
      }
    }
  }

  private String symbol() {
    return "S" + random.nextInt(20);
  }

  private void replacePassingRegion() {
    passing.destroyRegion();
    passing = passingRegion();
  }

  private Region<Integer, Trade> passingRegion() {
    RegionShortcut shortcut =
        random.nextBoolean() ? RegionShortcut.PARTITION : RegionShortcut.REPLICATE;
    Region<Integer, Trade> region = region("passing-" + turn / PASSING_TURNS % 3, shortcut);
    region.put(1, new Trade(symbol(), 1, 10));
    return region;
  }

  /** Adds up what a member holds. */
  private static final class SumOfPrices implements Function<Object> {

    static final String ID = "SumOfPrices";
    private static final long serialVersionUID = 1;

    @Override
    public void execute(FunctionContext<Object> context) {
      double sum = 0;
      for (Object trade : context.getCache().getRegion("orders").values()) {
        sum += ((Trade) trade).getPrice();
      }
      context.<Double>getResultSender().lastResult(sum);
    }

    @Override
    public String getId() {
      return ID;
    }
  }
}
