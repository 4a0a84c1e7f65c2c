package io.github.gfstoprometheus.tsdb.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A string of bits against one that is a list of them. */
class BitStringTest {
  @Test
  void randomAppendsCopiesAndClearsGiveTheBitsOfANaiveList() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Pair source = new Pair();
      source.appendRandom(random, 500);
      Pair target = new Pair();
      for (int i = 0; i < 400; i++) {
        switch (random.nextInt(20)) {
          case 0 -> target.clear();
          case 1, 2, 3, 4, 5, 6 -> {
            int from = random.nextInt(source.naive.length + 1);
            int rest = source.naive.length - from;
            target.copy(source, from, from + random.nextInt(Math.min(300, rest) + 1));
          }
          case 7 -> target.copy(target.copyOf(), 0, Math.min(1000, target.naive.length));
          default -> target.append(random.nextLong(), 1 + random.nextInt(Long.SIZE));
        }
      }
      target.requireEqual("seed %d", seed);
      source.requireEqual("source of seed %d", seed);
    }
  }

  /** The bits above those that are counted are dirty, and so is what stood there before. */
  @Test
  void everyWidthIsAppendedAtEveryPlaceOfAWord() {
    Pair pair = new Pair();
    for (int before = 0; before <= 2 * Long.SIZE; before++) {
      for (int width = 1; width <= Long.SIZE; width++) {
        for (long bits : new long[] {-1, 0, 0xaaaa_aaaa_aaaa_aaaaL, 1L << (width - 1), ~1L}) {
          pair.clear();
          pair.skip(before);
          pair.append(bits, width);
          pair.append(0b101, 3);
          pair.requireEqual("%d bits after %d", width, before);
        }
      }
    }
  }

  @Test
  void everyStretchIsCopiedToEveryPlaceOfAWord() {
    Pair source = new Pair();
    source.appendRandom(new Random(1), 40);
    Pair target = new Pair();
    for (int place = 0; place < Long.SIZE; place++) {
      for (int from = 0; from < Long.SIZE; from++) {
        for (int length = place % 3; length <= 2 * Long.SIZE + 3; length += 3) {
          target.clear();
          target.skip(place);
          target.copy(source, from, from + length);
          target.append(1, 1);
          target.requireEqual("%d bits from %d at %d", length, from, place);
        }
      }
    }
  }

  @Test
  void aStretchUpToTheEndIsCopiedWhateverStandsBehindIt() {
    for (int length = 1; length <= 3 * Long.SIZE; length++) {
      Pair source = new Pair();
      source.append(-1, Long.SIZE);
      source.copy(source.copyOf(), 0, Long.SIZE);
      source.copy(source.copyOf(), 0, 2 * Long.SIZE);
      source.clear(); // now ones stand where nothing is
      source.skip(length);
      Pair target = new Pair();
      target.append(0, 3);
      target.copy(source, 0, length);
      target.append(-1, Long.SIZE);
      target.requireEqual("%d bits", length);
    }
  }

  @Test
  void bytesAreWrittenAtAnOffsetAndNothingBesideThem() {
    Pair pair = new Pair();
    for (int length = 0; length <= 3 * Long.SIZE; length++) {
      byte[] target = new byte[40];
      Arrays.fill(target, (byte) 0x55);
      pair.bits.copyTo(target, 7);
      byte[] expected = pair.naive.bytes();
      for (int i = 0; i < target.length; i++) {
        boolean within = i >= 7 && i < 7 + expected.length;
        assertThat(target[i]).isEqualTo(within ? expected[i - 7] : (byte) 0x55);
      }
      pair.append(-1, 1);
    }
  }

  /** One bit at a time. */
  private static final class NaiveBits {
    final BitSet bits = new BitSet();
    int length;

    void add(boolean bit) {
      bits.set(length++, bit);
    }

    byte[] bytes() {
      byte[] bytes = new byte[(length + 7) / 8];
      for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
        bytes[i / 8] |= (byte) (0x80 >>> (i % 8));
      }
      return bytes;
    }
  }

  /** A string of bits, and the naive one that is told the same. */
  private static final class Pair {
    final BitString bits = new BitString();
    final NaiveBits naive = new NaiveBits();

    void append(long value, int count) {
      bits.ensure(count);
      bits.append(value, count);
      for (int bit = count - 1; bit >= 0; bit--) {
        naive.add((value >>> bit & 1) == 1);
      }
    }

    void appendRandom(Random random, int times) {
      for (int i = 0; i < times; i++) {
        append(random.nextLong(), 1 + random.nextInt(Long.SIZE));
      }
    }

    /** Ones and zeros in turn. */
    void skip(int count) {
      for (int i = 0; i < count; i++) {
        append(i & 1, 1);
      }
    }

    void copy(Pair source, int fromBit, int toBit) {
      bits.ensure(toBit - fromBit);
      bits.append(source.bits, fromBit, toBit);
      for (int i = fromBit; i < toBit; i++) {
        naive.add(source.naive.bits.get(i));
      }
    }

    Pair copyOf() {
      Pair copy = new Pair();
      copy.copy(this, 0, naive.length);
      return copy;
    }

    void clear() {
      bits.clear();
      naive.bits.clear();
      naive.length = 0;
    }

    void requireEqual(String description, Object... numbers) {
      byte[] bytes = new byte[bits.lengthBytes()];
      bits.copyTo(bytes, 0);
      if (bits.lengthBits() != naive.length || !Arrays.equals(bytes, naive.bytes())) {
        assertThat(bytes).as(description, numbers).isEqualTo(naive.bytes());
        assertThat(bits.lengthBits()).as(description, numbers).isEqualTo(naive.length);
      }
    }
  }
}
