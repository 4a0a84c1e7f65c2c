package io.github.gfstoprometheus.watch;

import static io.github.gfstoprometheus.fixtures.HandmadeArchive.real;
import static io.github.gfstoprometheus.fixtures.HandmadeArchive.whole;

import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The archives of a member to whom everything happens: it rolls and starts again, its clock is set
 * back, it is silent for a while, its instances come and go, several at a time under one name.
 */
final class RandomChain {
  private static final List<String> NAMES = List.of("one", "two", "twin");
  private static final int MOST_INSTANCES = 8;

  private final Random random;
  private final Map<Integer, String> live = new TreeMap<>();
  private final List<byte[]> archives = new ArrayList<>();
  private HandmadeArchive archive;
  private long runMillis = HandmadeArchive.START_MILLIS - 5000;
  private long timeMillis = HandmadeArchive.START_MILLIS;
  private int nextId = 1;

  private RandomChain(long seed) {
    random = new Random(seed);
  }

  /** Some archives, in the order of time. */
  static List<byte[]> of(long seed, int archives) {
    RandomChain chain = new RandomChain(seed);
    for (int i = 0; i < archives; i++) {
      chain.write();
    }
    return chain.archives;
  }

  private void write() {
    archive = HandmadeArchive.begunAt(timeMillis, runMillis);
    announce();
    int samples = 3 + random.nextInt(40);
    for (int i = 0; i < samples; i++) {
      happen();
      sample();
    }
    archives.add(archive.toBytes());
    beginNext();
  }

  private void announce() {
    archive.type(1, "Things", whole("count"), real("size"));
    live.forEach((id, name) -> archive.initialize(id, name, 1, random.nextInt(100), 0.5));
  }

  private void happen() {
    int what = random.nextInt(100);
    if (what < 15 && live.size() < MOST_INSTANCES) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      live.put(nextId, name);
      archive.create(nextId++, name, 1);
    } else if (what < 25 && !live.isEmpty()) {
      archive.delete(remove());
    } else if (what < 27) {
      archive.header(timeMillis, runMillis);
      announce();
    }
  }

  private int remove() {
    List<Integer> ids = List.copyOf(live.keySet());
    int id = ids.get(random.nextInt(ids.size()));
    live.remove(id);
    return id;
  }

  private void sample() {
    int chance = random.nextInt(100);
    int deltaMillis = chance < 90 ? 1000 : chance < 94 ? 1500 : chance < 97 ? 7000 : 0;
    timeMillis += deltaMillis;
    List<Integer> ids = List.copyOf(live.keySet());
    archive.sample(
        deltaMillis,
        changes -> {
          for (int id : ids) {
            if (random.nextInt(3) == 0) {
              changes.set(id, random.nextInt(2), random.nextInt(1000));
            }
          }
        });
  }

  private void beginNext() {
    int chance = random.nextInt(10);
    if (chance < 2) {
      timeMillis += 20_000;
    } else if (chance < 3) {
      timeMillis -= 2500;
    } else {
      timeMillis += 3;
    }
    boolean startsAgain = random.nextInt(3) == 0;
    if (startsAgain) {
      runMillis = timeMillis;
      live.clear();
      nextId = 1;
    } else if (random.nextInt(4) == 0 && !live.isEmpty()) {
      remove(); // deleted between two archives, which none of them tells
    }
  }
}
