package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UlidTest {
  @Test
  void theTextIsBase32HighestBitsFirst() {
    assertThat(new Ulid(0, 0)).hasToString("00000000000000000000000000");
    assertThat(new Ulid(-1, -1)).hasToString("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    assertThat(new Ulid(0, 33)).hasToString("00000000000000000000000011");
    assertThat(new Ulid(1, 0)).hasToString("0000000000000G000000000000");
  }

  @Test
  void theFirstTenCharactersAreTheTime() {
    // The example of the specification.
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1469918176385L));
    Supplier<Ulid> ulids = Ulid.generator(clock, new Random(1));
    String first = ulids.get().toString();
    String second = ulids.get().toString();
    assertThat(first).startsWith("01ARYZ6S41").isNotEqualTo(second);
    assertThat(Ulid.isUlid(first)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000000000000000000000000",
        "000000000000000000000000000",
        "80000000000000000000000000",
        "0000000000000000000000000I",
        "0000000000000000000000000a",
        "00000000000000000000000000.tmp-for-creation"
      })
  void otherTextIsNoUlid(String text) {
    assertThat(Ulid.isUlid(text)).isFalse();
  }
}
