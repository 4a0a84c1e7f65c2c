package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.archive.ArchiveBytes.Changes;
import io.github.gfstoprometheus.archive.ArchiveBytes.Stat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A sample that is torn or malformed leaves the values as they were, of each form and width. */
class TakenBackSampleTest {
  private static final int BYTE_ID = 7;
  private static final int SHORT_ID = 300;
  private static final int INT_ID = 70_000;

  /** More than a type has statistics, and than a sample holds at first. */
  private static final int MANY = 2_000;

  @Test
  void sampleTornAnywhereChangesNoValue() throws IOException {
    byte[] before = before().toByteArray();
    byte[] whole = before().sample(70_000, TakenBackSampleTest::changesOfAllForms).toByteArray();
    List<Long> values = values(before);

    for (int length = before.length; length < whole.length; length++) {
      assertThat(values(Arrays.copyOf(whole, length))).as("%d bytes", length).isEqualTo(values);
    }
    assertThat(values(whole)).isNotEqualTo(values);
  }

  @Test
  void unknownStatisticBehindChangesOfAllFormsChangesNoValue() throws IOException {
    assertMalformedWithoutChange(
        sample -> {
          changesOfAllForms(sample);
          sample.id(SHORT_ID).i8(0, 1).i8(9, 1).end();
        });
  }

  @Test
  void unknownInstanceBehindChangesOfAllFormsChangesNoValue() throws IOException {
    assertMalformedWithoutChange(
        sample -> {
          changesOfAllForms(sample);
          sample.id(8).i8(0, 1).end();
        });
  }

  @Test
  void statisticMentionedManyTimesIsTakenBackAsOften() throws IOException {
    byte[] before = before().toByteArray();
    byte[] whole = before().sample(1, TakenBackSampleTest::manyChanges).toByteArray();

    assertThat(values(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(values(before));
    assertThat(values(whole).get(0)).isEqualTo(values(before).get(0) + 5L * MANY);
    assertMalformedWithoutChange(
        sample -> {
          manyChanges(sample);
          sample.id(8).end();
        });
  }

  @Test
  void tornSampleIsAppliedOnceItIsWhole() throws IOException {
    byte[] whole = before().sample(1, TakenBackSampleTest::changesOfAllForms).toByteArray();
    List<ResourceInstance> instances = new ArrayList<>();
    ByteArrayInputStream byteByByte =
        new ByteArrayInputStream(whole) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };
    try (ArchiveReader reader = ArchiveReader.of(byteByByte, "slow")) {
      reader.readAll(keeping(instances));
    }

    assertThat(values(instances)).isEqualTo(values(whole));
  }

  private static ArchiveBytes before() {
    return ArchiveBytes.archive()
        .type(1, "Compact", new Stat("i", 5), new Stat("l", 6), new Stat("d", 8))
        .type(2, "Fixed", new Stat("b", 1), new Stat("s", 4), new Stat("w", 12), new Stat("f", 7))
        .create(BYTE_ID, "a", 1, 1)
        .create(SHORT_ID, "b", 1, 2)
        .create(INT_ID, "c", 1, 1)
        .sample(
            1,
            s -> {
              changesOfAllForms(s);
              s.id(BYTE_ID).i8(1, 3).end();
            });
  }

  private static void changesOfAllForms(Changes sample) {
    sample.id(BYTE_ID);
    for (int width = 2; width <= 8; width++) {
      sample.compact(width % 3, width, -1L << (8 * width - 2)).i8(0, -121);
    }
    sample.end();
    sample.id(INT_ID).compact(2, 8, 0x3FF8_0000_0000_0001L).end();
    sample.id(SHORT_ID).i8(0, 1).i16(1, -300).i16(2, 40_000).compact(3, 4, 0x3FC0_0001).end();
    // Once more, and one without changes.
    sample.id(INT_ID).compact(2, 8, Long.MAX_VALUE).i8(0, 1).end().id(BYTE_ID).end();
  }

  private static void manyChanges(Changes sample) {
    sample.id(BYTE_ID);
    for (int i = 0; i < MANY; i++) {
      sample.i8(0, 5);
    }
    sample.end();
  }

  private static void assertMalformedWithoutChange(Consumer<Changes> changes) throws IOException {
    List<ResourceInstance> instances = new ArrayList<>();
    try (ArchiveReader reader = before().sample(1, changes).open()) {
      assertThatThrownBy(() -> reader.readAll(keeping(instances)))
          .isInstanceOf(MalformedArchiveException.class);
      assertThat(reader.position()).isEqualTo(before().size());
    }

    assertThat(values(instances)).isEqualTo(values(before().toByteArray()));
  }

  private static List<Long> values(byte[] archive) throws IOException {
    List<ResourceInstance> instances = new ArrayList<>();
    try (ArchiveReader reader = ArchiveBytes.open(archive)) {
      reader.readAll(keeping(instances));
    }
    return values(instances);
  }

  private static List<Long> values(List<ResourceInstance> instances) {
    List<Long> values = new ArrayList<>();
    for (ResourceInstance instance : instances) {
      for (int s = 0; s < instance.type().statistics().size(); s++) {
        values.add(instance.rawValue(s));
      }
    }
    return values;
  }

  private static ArchiveVisitor keeping(List<ResourceInstance> instances) {
    return new ArchiveVisitor() {
      @Override
      public void instanceCreated(ResourceInstance instance) {
        instances.add(instance);
      }
    };
  }
}
