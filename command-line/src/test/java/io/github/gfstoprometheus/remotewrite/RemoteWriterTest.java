package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.FaultyReceiver;
import io.github.gfstoprometheus.fixtures.FaultyReceiver.Fault;
import io.github.gfstoprometheus.fixtures.FaultyReceiver.Speaks;
import io.github.gfstoprometheus.fixtures.HandmadeArchive;
import io.github.gfstoprometheus.fixtures.SeriesSamples;
import io.github.gfstoprometheus.testkit.geode.ArchiveGenerator;
import io.github.gfstoprometheus.testkit.geode.ArchiveShape;
import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches to a receiver of real HTTP, which goes wrong in all ways. */
@Timeout(600)
class RemoteWriterTest {
  private static final int SMALL_REQUEST = 1000;

  @TempDir private Path directory;
  private FaultyReceiver receiver;
  private SentArchive archive;
  private final ToldEvents told = new ToldEvents();

  @BeforeEach
  void start() throws IOException {
    receiver = FaultyReceiver.start();
    archive = SentArchive.of(directory.resolve("a.gfs"));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private RemoteWriteSettings settings() {
    return RemoteWriteSettings.to(receiver.address()).withShards(3, SMALL_REQUEST);
  }

  private SentFigures send(RemoteWriteSettings settings, Delivery delivery) throws IOException {
    try (RemoteWriter writer = new RemoteWriter(settings, told)) {
      return archive.send(writer, delivery);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySampleArrivesOnceAndInOrder(RemoteWriteVersion version) throws IOException {
    SentFigures figures = send(settings().withVersion(version), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(figures.accepted()).isEqualTo(archive.samples().count()).isGreaterThan(700);
    assertThat(figures.accepted()).isEqualTo(told.acceptedSamples());
    assertThat(figures.rejected()).isZero();
    assertThat(figures.retries()).isZero();
    assertThat(receiver.mostBytes()).isBetween(SMALL_REQUEST / 2, SMALL_REQUEST);
    String spoken = version == RemoteWriteVersion.V1 ? "1.0 " : "2.0 ";
    assertThat(receiver.log()).hasSizeGreaterThan(20).allMatch(line -> line.startsWith(spoken));
    assertThat(receiver.metadata()).containsEntry("gemfire_n", "1|about n|things");
    assertThat(receiver.metadata()).containsEntry("gemfire_x", "2|about x|things");
  }

  @Test
  void oneSaysWhatMetricsAreOnceAndNotWithEachRequest() throws IOException {
    send(settings().withVersion(RemoteWriteVersion.V1), Delivery.FIRST);
    assertThat(receiver.log().stream().filter(line -> line.startsWith("1.0 0 "))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, V1", "2, V2", "3, V1", "4, AUTO"})
  void aReceiverThatFailsAtRandomHasEverySampleOnceInTheEnd(long seed, RemoteWriteVersion version)
      throws IOException {
    receiver.thenSometimes(seed, FaultyReceiver.PASSING);
    SentFigures figures = send(settings().withVersion(version), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(figures.accepted()).isEqualTo(archive.samples().count());
    assertThat(figures.rejected()).isZero();
    assertThat(figures.retries()).isGreaterThan(10);
    List<String> events = told.events();
    assertThat(Collections.frequency(events, "waiting"))
        .isEqualTo(Collections.frequency(events, "over"));
    assertThat(told.rejections()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Speaks.class,
      names = {"ONE", "ONE_AND_IGNORES_TWO"})
  void aReceiverOfOneIsSpokenToInOneAfterASingleQuestion(Speaks speaks) throws IOException {
    receiver.speak(speaks);
    send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(receiver.log().stream().filter(line -> line.startsWith("2.0"))).hasSize(1);
    assertThat(told.events()).singleElement().asString().startsWith("fell back: HTTP");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNKNOWN_TYPE", "NOT_UNDERSTOOD"})
  void whatAReceiverDoesNotUnderstandAnyMoreIsSentAgainInOne(Fault fault) throws IOException {
    receiver.then(Fault.NONE, Fault.SLOW, Fault.NONE, fault);
    send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(told.events()).hasSize(1);
    assertThat(receiver.log().get(receiver.log().size() - 1)).startsWith("1.0");
  }

  @Test
  void whoWantsTwoIsToldThatThereIsOnlyOne() {
    receiver.speak(Speaks.ONE_AND_IGNORES_TWO);
    assertThatThrownBy(() -> send(settings().withVersion(RemoteWriteVersion.V2), Delivery.FIRST))
        .isInstanceOf(UnusableReceiverException.class)
        .hasMessageContaining("does not speak remote write 2.0")
        .hasMessageContaining("choose version 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void whatARunBeforeHasSentIsAcceptedAndThereOnce(RemoteWriteVersion version) throws IOException {
    send(settings().withVersion(version), Delivery.FIRST);
    SentFigures again = send(settings().withVersion(version), Delivery.MAYBE_REPEATED);
    receiver.samples().demandEqual(archive.samples());
    assertThat(again.accepted()).isEqualTo(archive.samples().count());
    assertThat(again.rejected()).isZero();
  }

  @Test
  void ofABatchThatWasBrokenOffTheRestIsTakenWithOtherRequestsToo() throws IOException {
    try (RemoteWriter writer = new RemoteWriter(settings(), told)) {
      receiver.then(Fault.NONE, Fault.NONE, Fault.NONE, Fault.RESET, Fault.NONE);
      for (int i = 0; i < 100; i++) {
        receiver.then(Fault.WRONG); // after a kill nothing arrives any more
      }
      archive.forEach(
          batch -> {
            if (batch.millis(0) < HandmadeArchive.START_MILLIS + 30_000) {
              writer.send(List.of(batch), Delivery.FIRST);
            }
          });
    }
    receiver.recover();
    long before = receiver.sampleCount();
    RemoteWriteSettings others =
        RemoteWriteSettings.to(receiver.address()).withShards(2, 3 * SMALL_REQUEST);
    SentFigures again = send(others, Delivery.MAYBE_REPEATED);
    assertThat(before).isBetween(1L, archive.samples().count() / 2);
    assertThat(again.accepted()).isEqualTo(archive.samples().count());
    receiver.samples().demandEqual(archive.samples());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNAVAILABLE", "SERVER_ERROR", "RESET"})
  void aRequestThatWasNotTakenAtFirstIsNotThereBecauseOneOfItsSamplesIsLate(Fault fault)
      throws IOException {
    SeriesSamples rest = withLateSeries();
    receiver.then(fault, fault, fault, fault, fault, fault);
    SentFigures figures = send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(rest);
    assertThat(figures.accepted() + figures.rejected()).isEqualTo(archive.samples().count());
  }

  @Test
  void ofARefusedTickOnlyTheSeriesAreLostThatAreReallyRefused() throws IOException {
    SeriesSamples rest = withLateSeries();
    SentFigures figures = send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(rest);
    assertThat(figures.accepted()).isEqualTo(rest.count());
    assertThat(figures.rejected()).isEqualTo(archive.samples().count() - rest.count());
    assertThat(told.rejections())
        .isNotEmpty()
        .allMatch(one -> one.reason() == Rejection.Reason.OUT_OF_ORDER);
  }

  @Test
  void ofATickThatIsThereInPartTheRestIsTaken() throws IOException {
    SeriesSamples all = archive.samples();
    List<LabelSet> there = all.labels().stream().limit(all.labels().size() / 2).toList();
    long lateMillis = HandmadeArchive.START_MILLIS + 500_000;
    there.forEach(labels -> receiver.hasAlready(labels, lateMillis));
    SentFigures figures = send(settings().withShards(1, 1 << 20), Delivery.MAYBE_REPEATED);
    receiver
        .samples()
        .demandEqual(without(all, labels -> there.contains(labels) ? lateMillis : Long.MIN_VALUE));
    assertThat(figures.accepted()).isEqualTo(all.count());
  }

  /** Has the receiver refuse the beginning of a series, and returns what is left. */
  private SeriesSamples withLateSeries() throws IOException {
    SeriesSamples all = archive.samples();
    LabelSet late =
        all.labels().stream()
            .filter(labels -> labels.value(LabelSet.METRIC_NAME).equals("gemfire_still"))
            .findFirst()
            .orElseThrow();
    long lateMillis = HandmadeArchive.START_MILLIS + 70_500;
    receiver.hasAlready(late, lateMillis);
    SeriesSamples rest = without(all, labels -> labels.equals(late) ? lateMillis : Long.MIN_VALUE);
    assertThat(rest.count()).isBetween(1L, all.count() - 60);
    return rest;
  }

  private static SeriesSamples without(SeriesSamples all, ToLongFunction<LabelSet> fromMillis) {
    SeriesSamples rest = new SeriesSamples();
    for (LabelSet labels : all.labels()) {
      all.samples(labels).stream()
          .filter(sample -> sample.timestampMillis() >= fromMillis.applyAsLong(labels))
          .forEach(sample -> rest.add(labels, sample.timestampMillis(), sample.valueBits()));
    }
    return rest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void aTickThatIsTooLargeIsSentInParts(RemoteWriteVersion version) throws IOException {
    receiver.takeAtMost(SMALL_REQUEST / 2);
    SentFigures figures =
        send(settings().withVersion(version).withShards(1, 1 << 20), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(figures.rejected()).isZero();
  }

  @Test
  void aReceiverThatFindsEverythingTooLargeIsNotAskedForEachSample() throws IOException {
    SentArchive large = SentArchive.written(generated(300, 100));
    receiver.takeAtMost(10);
    try (RemoteWriter writer = new RemoteWriter(settings().withShards(1, 1 << 20), told)) {
      SentFigures figures = large.send(writer, Delivery.FIRST);
      assertThat(figures.rejected()).isEqualTo(large.samples().count()).isGreaterThan(20_000);
    }
    assertThat(receiver.log()).hasSizeLessThan(5000);
  }

  @Test
  void whatIsRefusedThroughoutIsNotAskedForSampleBySample() throws IOException {
    SentArchive large = SentArchive.written(generated(300, 120));
    receiver.refuseBefore(Long.MAX_VALUE);
    try (RemoteWriter writer = new RemoteWriter(settings().withShards(1, 1 << 20), told)) {
      SentFigures figures = large.send(writer, Delivery.FIRST);
      assertThat(figures.rejected()).isEqualTo(large.samples().count()).isGreaterThan(30_000);
    }
    assertThat(receiver.log()).hasSizeLessThan(4000);
  }

  @Test
  void whatIsThereThroughoutIsNotAskedForSampleBySample() throws IOException {
    SentArchive large = SentArchive.written(generated(300, 60));
    for (Delivery delivery : Delivery.values()) {
      try (RemoteWriter writer = new RemoteWriter(settings().withShards(1, 1 << 20), told)) {
        SentFigures figures = large.send(writer, delivery);
        assertThat(figures.accepted()).isEqualTo(large.samples().count()).isGreaterThan(15_000);
      }
    }
    assertThat(receiver.log()).hasSizeLessThan(8000);
    receiver.samples().demandEqual(large.samples());
  }

  private Path generated(int series, int ticks) throws IOException {
    Path file = directory.resolve("generated.gfs");
    ArchiveGenerator.generate(file, ArchiveShape.typical().withSeries(series).withTicks(ticks));
    return file;
  }

  @Test
  void ofARefusedRequestOnlyTheTicksAreLostThatAreReallyRefused() throws IOException {
    long fromMillis = HandmadeArchive.START_MILLIS + 30_500;
    receiver.refuseBefore(fromMillis);
    SentFigures figures = send(settings(), Delivery.FIRST);
    SeriesSamples all = archive.samples();
    long refused =
        all.labels().stream()
            .flatMap(labels -> all.samples(labels).stream())
            .filter(sample -> sample.timestampMillis() < fromMillis)
            .count();
    assertThat(figures.rejected()).isEqualTo(refused).isPositive();
    assertThat(figures.accepted()).isEqualTo(archive.samples().count() - refused);
    assertThat(receiver.sampleCount()).isEqualTo(figures.accepted());
    assertThat(told.rejections())
        .allMatch(one -> one.reason() == Rejection.Reason.OUT_OF_BOUNDS)
        .allMatch(one -> one.words().equals("HTTP 400: out of bounds"))
        .allMatch(one -> one.lastMillis() < fromMillis);
  }

  @Test
  void whatIsThereFromAnotherSenderIsTold() throws IOException {
    send(settings(), Delivery.FIRST);
    SentFigures again = send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(again.rejected()).isGreaterThan(archive.samples().count() / 2);
    assertThat(again.rejected() + again.accepted()).isEqualTo(archive.samples().count());
    assertThat(told.rejections()).allMatch(one -> one.words().contains("out of order"));
  }

  @Test
  void whatIsWrongForGoodIsToldAndTheRestIsSent() throws IOException {
    receiver.then(Fault.WRONG);
    SentFigures figures = send(settings(), Delivery.FIRST);
    assertThat(figures.rejected()).isPositive();
    assertThat(receiver.sampleCount()).isEqualTo(archive.samples().count() - figures.rejected());
    assertThat(told.rejections())
        .singleElement()
        .satisfies(one -> assertThat(one.words()).isEqualTo("HTTP 400: label name is too long"))
        .satisfies(one -> assertThat(one.samples()).isEqualTo(figures.rejected()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"TOO_LARGE", "TOO_OLD"})
  void aRequestThatIsRefusedAsAWholeIsSentTickByTick(Fault fault) throws IOException {
    receiver.then(fault, fault);
    SentFigures figures = send(settings(), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(figures.rejected()).isZero();
  }

  @Test
  void aReceiverThatAsksToWaitIsGivenTheTime() throws IOException {
    receiver.then(Fault.TOO_MANY);
    long startNanos = System.nanoTime();
    send(settings(), Delivery.FIRST);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
        .isGreaterThan(Duration.ofSeconds(1));
    receiver.samples().demandEqual(archive.samples());
    assertThat(told.events())
        .containsExactly("waiting", "retried: HTTP 429: too many requests", "over");
  }

  @Test
  void aRequestThatIsSentAgainOnceAndSoonIsNotWaitedFor() throws IOException {
    receiver.then(Fault.UNAVAILABLE);
    send(settings(), Delivery.FIRST);
    assertThat(told.events()).containsExactly("retried: HTTP 503: not now");
  }

  @Test
  void aRequestThatFailsTwiceIsWaitedForUntilItIsAnswered() throws IOException {
    receiver.then(Fault.UNAVAILABLE, Fault.UNAVAILABLE, Fault.UNAVAILABLE);
    send(settings().withShards(1, SMALL_REQUEST), Delivery.FIRST);
    String retried = "retried: HTTP 503: not now";
    assertThat(told.events()).containsExactly(retried, "waiting", retried, retried, "over");
  }

  @Test
  void whatIsNotAnsweredInTimeIsSentAgainAndThereOnce() throws IOException {
    receiver.then(Fault.SILENCE_AFTER_ACCEPTING, Fault.NONE, Fault.SILENCE_AFTER_ACCEPTING);
    SentFigures figures = send(settings().withTimeout(Duration.ofMillis(500)), Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(figures.accepted()).isEqualTo(archive.samples().count());
    assertThat(figures.retries()).isEqualTo(2);
  }

  @Test
  void sendingIsBrokenOffAtOnceWhateverItWaitsFor() throws Exception {
    receiver.then(Fault.SILENCE_AFTER_ACCEPTING, Fault.TOO_MANY, Fault.SILENCE_AFTER_ACCEPTING);
    RemoteWriter writer = new RemoteWriter(settings(), told);
    CompletableFuture<Void> sending = sendBeside(writer);
    told.awaitRetry();
    long startNanos = System.nanoTime();
    writer.breakOff();
    assertThatThrownBy(sending::join).hasCauseInstanceOf(SendingBrokenOffException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> archive.send(writer, Delivery.FIRST))
        .isInstanceOf(SendingBrokenOffException.class);
  }

  @Test
  void aReceiverThatIsAwayIsWaitedForUntilItComesOrSendingIsBrokenOff() throws Exception {
    receiver.close();
    RemoteWriter writer = new RemoteWriter(settings(), told);
    CompletableFuture<Void> sending = sendBeside(writer);
    told.awaitRetries(3);
    writer.breakOff();
    assertThatThrownBy(sending::join).hasCauseInstanceOf(SendingBrokenOffException.class);
    assertThat(told.events())
        .anyMatch(event -> event.contains("cannot be reached"))
        .contains("waiting")
        .doesNotContain("over");
  }

  @Test
  void whoWaitsForATaskThatNeverBeganIsToldThatItIsBrokenOff() throws Exception {
    receiver.then(Fault.NONE, Fault.SILENCE_AFTER_ACCEPTING);
    RemoteWriter writer = new RemoteWriter(settings().withShards(1, SMALL_REQUEST), told);
    CompletableFuture<Void> first = sendBeside(writer);
    while (receiver.log().size() < 3) {
      Thread.sleep(5);
    }
    CompletableFuture<Void> second = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                archive.send(writer, Delivery.FIRST);
                second.complete(null);
              } catch (IOException e) {
                second.completeExceptionally(e);
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(5);
    }
    writer.breakOff();
    assertThatThrownBy(first::join).hasCauseInstanceOf(SendingBrokenOffException.class);
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SendingBrokenOffException.class);
  }

  /** In a thread of its own: on two cores the common pool has one, which the HTTP client needs. */
  private CompletableFuture<Void> sendBeside(RemoteWriter writer) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            archive.send(writer, Delivery.FIRST);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        task -> new Thread(task).start());
  }

  @Test
  void aReceiverThatMustBeThereAndIsNotIsAnErrorWithAWayOut() throws IOException {
    RemoteWriteSettings required = settings().withFirstContact(FirstContact.REQUIRED);
    receiver.demand("Bearer secret");
    assertThatThrownBy(() -> send(required, Delivery.FIRST))
        .isInstanceOf(UnusableReceiverException.class)
        .hasMessageContaining("HTTP 401: who are you?")
        .hasMessageContaining("token");
    URI elsewhere = receiver.address().resolve("/write");
    assertThatThrownBy(
            () ->
                send(
                    RemoteWriteSettings.to(elsewhere).withFirstContact(FirstContact.REQUIRED),
                    Delivery.FIRST))
        .hasMessageContaining("HTTP 404")
        .hasMessageContaining("--web.enable-remote-write-receiver");
    receiver.close();
    assertThatThrownBy(() -> send(required, Delivery.FIRST))
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("does the receiver run?");
  }

  @Test
  void aTokenThatIsRenewedIsReadAgain() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "old\n");
    receiver.demand("Bearer new");
    RemoteWriter writer =
        new RemoteWriter(settings().withCredentials(new Credentials.BearerToken(token)), told);
    CompletableFuture<Void> sending = sendBeside(writer);
    told.awaitRetry();
    Files.writeString(token, "new\n");
    sending.join();
    receiver.samples().demandEqual(archive.samples());
  }

  @Test
  void aTokenFileThatIsEmptyOrGoneForAMomentIsReadAgainLater() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "old\n");
    receiver.demand("Bearer new");
    RemoteWriter writer =
        new RemoteWriter(settings().withCredentials(new Credentials.BearerToken(token)), told);
    CompletableFuture<Void> sending = sendBeside(writer);
    told.awaitRetry();
    Files.writeString(token, "");
    told.awaitRetries(told.retries() + 2);
    Files.delete(token);
    told.awaitRetries(told.retries() + 2);
    assertThat(receiver.headers()).containsEntry("Authorization", List.of("Bearer old"));
    Files.writeString(token, "new\n");
    sending.join();
    receiver.samples().demandEqual(archive.samples());
  }

  @Test
  void aPathThatIsWrongIsToldAlthoughNotFoundIsNotWhatIsSaid() {
    receiver.answerAll(400, "no such API");
    RemoteWriteSettings required = settings().withFirstContact(FirstContact.REQUIRED);
    assertThatThrownBy(() -> send(required, Delivery.FIRST))
        .isInstanceOf(UnusableReceiverException.class)
        .hasMessageContaining("HTTP 400: no such API")
        .hasMessageContaining("/api/v1/write");
    assertThat(receiver.log()).containsExactly("2.0 0 400", "1.0 0 400");
  }

  @Test
  void aMetricThatIsCalledAfterTheProtocolDoesNotChangeTheVersion() throws IOException {
    receiver.sayOfWrong("invalid sample of gemfire_protobufBytes");
    receiver.then(Fault.NONE, Fault.WRONG);
    SentFigures figures = send(settings(), Delivery.FIRST);
    assertThat(figures.rejected()).isPositive();
    assertThat(receiver.log()).allMatch(line -> line.startsWith("2.0"));
    assertThat(told.events()).isEmpty();
  }

  @Test
  void headersGoWithEachRequestAndPasswordsAreNotPrinted() throws IOException {
    Credentials.Password password = new Credentials.Password("me", "sesame");
    receiver.demand("Basic bWU6c2VzYW1l");
    RemoteWriteSettings settings =
        settings().withCredentials(password).withHeaders(Map.of("X-Scope-OrgID", "tenant"));
    send(settings, Delivery.FIRST);
    receiver.samples().demandEqual(archive.samples());
    assertThat(receiver.headers().get("X-scope-orgid")).containsExactly("tenant");
    assertThat(settings.toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"V1", "V2"},
      value = RemoteWriteVersion.class)
  void theSameBatchesMakeTheSameRequests(RemoteWriteVersion version) throws IOException {
    SentFigures first = send(settings().withVersion(version), Delivery.FIRST);
    List<String> log = receiver.log().stream().sorted().toList();
    try (FaultyReceiver other = FaultyReceiver.start();
        RemoteWriter writer =
            new RemoteWriter(
                RemoteWriteSettings.to(other.address())
                    .withShards(3, SMALL_REQUEST)
                    .withVersion(version),
                told)) {
      assertThat(archive.send(writer, Delivery.FIRST)).isEqualTo(first);
      assertThat(other.log().stream().sorted().toList()).isEqualTo(log);
    }
  }
}
