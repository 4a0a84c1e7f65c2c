package io.github.gfstoprometheus.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void resultsComeInTheOrderOfTheTasks(int jobs) throws IOException {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      tasks.add(
          () -> {
            Thread.sleep((50 - number) / 10);
            return number;
          });
    }
    List<Integer> results = new ArrayList<>();
    try (Workers workers = new Workers(jobs)) {
      workers.inOrder(tasks, results::add);
    }
    assertThat(results).hasSize(50).isSorted();
  }

  @Test
  void afterAFailureNothingIsBegunAndWhatWasBegunIsAwaited() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger later = new AtomicInteger();
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          begun.await();
          throw new IOException("no");
        });
    tasks.add(
        () -> {
          begun.countDown();
          Thread.sleep(200);
          ended.set(true);
          return 1;
        });
    for (int i = 0; i < 20; i++) {
      tasks.add(later::incrementAndGet);
    }
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(() -> workers.inOrder(tasks, result -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("no");
      assertThat(ended).isTrue();
      assertThat(later).hasValueLessThan(20);
    }
  }

  @Test
  void anErrorIsToldAsItIs() {
    try (Workers workers = new Workers(2)) {
      List<Callable<Integer>> tasks =
          List.of(
              () -> 1,
              () -> {
                throw new OutOfMemoryError("full");
              });
      assertThatThrownBy(() -> workers.inOrder(tasks, result -> {}))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }
}
