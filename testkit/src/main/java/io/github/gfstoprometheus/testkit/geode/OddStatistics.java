package io.github.gfstoprometheus.testkit.geode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.apache.geode.StatisticDescriptor;
import org.apache.geode.Statistics;
import org.apache.geode.StatisticsFactory;
import org.apache.geode.StatisticsType;

/**
 * Statistics that try every corner of the format: each kind Geode has, values at the ends of their
 * ranges, names outside ASCII, instances of equal names one after another and side by side.
 */
@SuppressWarnings(
    "deprecation") // Int statistics: Geode keeps them for the programs that have them.
final class OddStatistics {

  static final String NUMBERS = "TestkitNumbers";
  static final String EXTREMES = "TestkitExtremes";
  static final String VISITORS = "TestkitVisitors";

  /** One visitor comes each so many turns; four stay at a time. */
  private static final int TURNS_PER_VISIT = 5;

  private static final int VISITORS_AT_A_TIME = 4;

  /** Names return after so many visits, and with them series that had ended. */
  private static final int VISITOR_NAMES = 6;

  private final StatisticsFactory factory;
  private final Random random;
  private final Statistics numbers;
  private final Statistics extremes;
  private final Statistics firstTwin;
  private final Statistics secondTwin;
  private final StatisticsType visitorType;
  private final Deque<Statistics> visitors = new ArrayDeque<>();
  private int turn;
  private int visits;

  OddStatistics(StatisticsFactory factory, long seed) {
    this.factory = factory;
    this.random = new Random(seed);
    StatisticsType numbersType =
        factory.createType(NUMBERS, "One statistic of each kind.", numberDescriptors());
    StatisticsType extremesType =
        factory.createType(EXTREMES, "The ends of all ranges – «ä, 数, 😀».", extremeDescriptors());
    this.visitorType =
        factory.createType(VISITORS, "Instances that come and go.", visitorDescriptors());
    // Modified UTF-8 has its own way with what is beyond the basic plane, and with NUL.
    this.numbers = factory.createAtomicStatistics(numbersType, "Zähler \"数\" \\ 😀\u0000", 1);
    // Not atomic: Geode keeps atomic ones as sums, which lose the sign of −0.0.
    this.extremes = factory.createStatistics(extremesType, "extremes", Long.MIN_VALUE);
    this.firstTwin = factory.createAtomicStatistics(numbersType, "twin", 2);
    this.secondTwin = factory.createAtomicStatistics(numbersType, "twin", 2);
    factory.createAtomicStatistics(numbersType, "", 0);
    setEnds();
  }

  private StatisticDescriptor[] numberDescriptors() {
    return new StatisticDescriptor[] {
      factory.createIntCounter("intCounter", "Rises by small steps.", "operations"),
      factory.createIntGauge("intGauge", "Any int.", "threads", false),
      factory.createLongCounter("longCounter", "Rises by large steps.", "nanoseconds"),
      factory.createLongGauge("longGauge", "Any long.", "bytes"),
      factory.createDoubleCounter("doubleCounter", "Rises by fractions.", "seconds"),
      factory.createDoubleGauge("doubleGauge", "About one.", "", true),
    };
  }

  private StatisticDescriptor[] extremeDescriptors() {
    return new StatisticDescriptor[] {
      factory.createDoubleGauge("nan", "Not a number.", ""),
      factory.createDoubleGauge("positiveInfinity", "Infinite.", ""),
      factory.createDoubleGauge("negativeInfinity", "Infinite.", ""),
      factory.createDoubleGauge("negativeZero", "Equal to zero, and not the same.", ""),
      factory.createDoubleGauge("smallest", "The least double above zero.", ""),
      factory.createDoubleGauge("largest", "The largest double.", ""),
      factory.createDoubleGauge("changing", "Now a number, now not.", "°C"),
      factory.createLongGauge("longMinimum", "The least long.", ""),
      factory.createLongGauge("longMaximum", "The largest long.", ""),
      factory.createLongGauge("longJumping", "From one end to the other.", ""),
      factory.createIntGauge("intMinimum", "The least int.", ""),
      factory.createLongCounter("fallingCounter", "What no counter should do.", ""),
    };
  }

  private StatisticDescriptor[] visitorDescriptors() {
    return new StatisticDescriptor[] {
      factory.createLongCounter("turns", "Turns of this visitor's stay.", "turns"),
      factory.createDoubleGauge("mood", "How it feels.", ""),
    };
  }

  private void setEnds() {
    extremes.setDouble("nan", Double.NaN);
    extremes.setDouble("positiveInfinity", Double.POSITIVE_INFINITY);
    extremes.setDouble("negativeInfinity", Double.NEGATIVE_INFINITY);
    extremes.setDouble("negativeZero", -0.0);
    extremes.setDouble("smallest", Double.MIN_VALUE);
    extremes.setDouble("largest", Double.MAX_VALUE);
    extremes.setLong("longMinimum", Long.MIN_VALUE);
    extremes.setLong("longMaximum", Long.MAX_VALUE);
    extremes.setInt("intMinimum", Integer.MIN_VALUE);
  }

  /** Changes what changes; to be called again and again. */
  void turn() {
    count(numbers);
    count(random.nextBoolean() ? firstTwin : secondTwin);
    double[] values = {random.nextGaussian(), Double.NaN, -0.0, Double.POSITIVE_INFINITY, 0.0};
    extremes.setDouble("changing", values[random.nextInt(values.length)]);
    extremes.setLong("longJumping", random.nextLong() >> random.nextInt(64));
    extremes.incLong("fallingCounter", random.nextInt(10) - 5);
    for (Statistics visitor : visitors) {
      visitor.incLong("turns", 1);
      visitor.setDouble("mood", random.nextDouble());
    }
    if (turn++ % TURNS_PER_VISIT == 0) {
      welcomeVisitor();
    }
  }

  private void count(Statistics statistics) {
    statistics.incInt("intCounter", random.nextInt(4));
    statistics.setInt("intGauge", random.nextInt() >> random.nextInt(32));
    statistics.incLong("longCounter", random.nextInt(1_000_000));
    statistics.setLong("longGauge", random.nextLong() >> random.nextInt(64));
    statistics.incDouble("doubleCounter", random.nextDouble());
    statistics.setDouble("doubleGauge", 1 + random.nextGaussian() / 10);
  }

  private void welcomeVisitor() {
    if (visitors.size() == VISITORS_AT_A_TIME) {
      visitors.removeFirst().close();
    }
    String name = "visitor-" + visits++ % VISITOR_NAMES;
    visitors.addLast(factory.createAtomicStatistics(visitorType, name, 3));
  }
}
