package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.tsdb.CorruptBlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String COMPACTED_AND_UPLOADED =
      """
      {
      	"ulid": "01BKGTZQ1SYQJTR4PB43C8PD98",
      	"minTime": 1602237600000,
      	"maxTime": 1602244800000,
      	"stats": {
      		"numSamples": 553673232,
      		"numSeries": 1346066,
      		"numChunks": 4440437,
      		"numFloatSamples": 553673232
      	},
      	"compaction": {
      		"level": 2,
      		"sources": ["01EM6Q6A1YPX4G9TEB20J22B2R", "01EM6Q6A1YPX4G9TEB20J22B2S"],
      		"parents": [
      			{"ulid": "01EM6Q6A1YPX4G9TEB20J22B2R", "minTime": 0, "maxTime": 1}
      		],
      		"hints": ["from-out-of-order"]
      	},
      	"version": 1,
      	"thanos": {
      		"labels": {"region": "eu \\u00e4\\ud83d\\ude00", "none": ""},
      		"downsample": {"resolution": 0},
      		"source": "sidecar",
      		"segment_files": ["000001"],
      		"files": [{"rel_path": "index", "size_bytes": 1313}, {"rel_path": "meta.json"}],
      		"extensions": null,
      		"index_stats": {"ratio": -1.5e-3, "whole": true, "big": 123456789012345678901234}
      	}
      }
      """;

  @TempDir Path directory;

  @Test
  void theMetaOfACompactedAndUploadedBlockIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("meta.json"), COMPACTED_AND_UPLOADED);
    assertThat(MetaFile.read(file))
        .isEqualTo(
            new BlockMeta(
                "01BKGTZQ1SYQJTR4PB43C8PD98",
                1602237600000L,
                1602244800000L,
                553673232,
                1346066,
                4440437,
                List.of("01EM6Q6A1YPX4G9TEB20J22B2R", "01EM6Q6A1YPX4G9TEB20J22B2S"),
                List.of(new BlockMeta.Replaced("01EM6Q6A1YPX4G9TEB20J22B2R", 0, 1)),
                HeadMarks.SETTLED));
  }

  @Test
  void allKindsOfValuesAreRead() throws IOException {
    assertThat(parse("{\"a\":[1,-2.5,\"x\",true,null,{}],\"b\":[],\"c\":{\"d\":0}}"))
        .isEqualTo(
            Map.of(
                "a", List.of(1L, -2.5, "x", "true", "null", Map.of()),
                "b", List.of(),
                "c", Map.of("d", 0L)));
    assertThat(parse(" \t\r\n[ 1 , 2 ] ")).isEqualTo(List.of(1L, 2L));
    assertThat(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"")).isEqualTo("\"\\/\b\f\n\r\t\u00e4");
    assertThat(parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(parse("9223372036854775808")).isEqualTo(0x1p63);
    assertThat(parse("1e3")).isEqualTo(1000.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "nul",
        "NaN",
        "Infinity",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "0x1p3",
        "1d",
        "--1",
        "1 2",
        "{}x",
        "'a'",
        "{1:2}"
      })
  void garbageIsCorruptionAndSaysWhere(String garbage) {
    assertThatThrownBy(() -> parse(garbage))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageMatching("(?s)meta.json: at byte [0-9]+: expected .+, found .+");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> parse("[".repeat(100_000)))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"version\":2}",
        "{\"version\":1}",
        "{\"version\":1,\"ulid\":\"x\",\"stats\":{}}",
        "{\"version\":1,\"ulid\":\"01BKGTZQ1SYQJTR4PB43C8PD98\"}",
        "{\"version\":1,\"ulid\":\"01BKGTZQ1SYQJTR4PB43C8PD98\",\"stats\":[]}",
        "{\"version\":1,\"ulid\":\"01BKGTZQ1SYQJTR4PB43C8PD98\",\"stats\":{},\"minTime\":\"0\"}",
        "{\"version\":1,\"ulid\":\"01BKGTZQ1SYQJTR4PB43C8PD98\",\"stats\":{},\"minTime\":1.5}"
      })
  void jsonThatIsNoMetaIsCorruption(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("meta.json"), json);
    assertThatThrownBy(() -> MetaFile.read(file)).isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void textThatIsNotUtf8IsCorruption() throws IOException {
    Path file = Files.write(directory.resolve("meta.json"), new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(() -> MetaFile.read(file)).isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void figuresThatAreZeroMayBeLeftOut() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("meta.json"),
            "{\"version\":1,\"ulid\":\"01BKGTZQ1SYQJTR4PB43C8PD98\",\"stats\":{}}");
    assertThat(MetaFile.read(file))
        .isEqualTo(
            new BlockMeta(
                "01BKGTZQ1SYQJTR4PB43C8PD98",
                0,
                0,
                0,
                0,
                0,
                List.of("01BKGTZQ1SYQJTR4PB43C8PD98")));
  }

  @Test
  void noTextMakesTheParserFailOtherwise() throws IOException {
    Random random = new Random(1);
    String alphabet = "{}[]\",:\\u0019aeE+-. \ntrfnl" + "\u00e4\u0000";
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        parse(text.toString());
        good++;
      } catch (CorruptBlockException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(good).isPositive();
  }

  private static Object parse(String text) throws IOException {
    return new Json(Path.of("meta.json"), text).parse();
  }
}
