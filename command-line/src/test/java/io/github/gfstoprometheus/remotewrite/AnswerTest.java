package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gfstoprometheus.protocol.ProtocolVersion;
import io.github.gfstoprometheus.remotewrite.Rejection.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static Answer answer(int status, String words) {
    return new Answer(status, words, Optional.empty(), OptionalLong.empty());
  }

  /** The words of Prometheus 2.42, Mimir and Thanos. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | out of order sample | OUT_OF_ORDER",
        "400 | duplicate sample for timestamp | OUT_OF_ORDER",
        "400 | out of bounds | OUT_OF_BOUNDS",
        "500 | too old sample | OUT_OF_BOUNDS",
        "400 | the sample has been rejected because another sample with a more recent timestamp has"
            + " already been ingested (err-mimir-sample-out-of-order) | OUT_OF_ORDER",
        "400 | the sample's timestamp is too old (err-mimir-sample-timestamp-too-old) |"
            + " OUT_OF_BOUNDS",
        "409 | store locally for endpoint: conflict | OUT_OF_ORDER"
      })
  void samplesThatAreRefusedAreToldByTheWords(int status, String words, Reason reason) {
    Answer answer = answer(status, words);
    assertThat(answer.kind(ProtocolVersion.ONE)).isEqualTo(Answer.Kind.SAMPLES_REFUSED);
    assertThat(answer.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED, NOT_UNDERSTOOD",
    "204, ACCEPTED, NOT_UNDERSTOOD",
    "302, NOT_ADMITTED, NOT_ADMITTED",
    "400, REFUSED, REFUSED",
    "401, NOT_ADMITTED, NOT_ADMITTED",
    "403, NOT_ADMITTED, NOT_ADMITTED",
    "404, NOT_ADMITTED, NOT_ADMITTED",
    "408, BUSY, BUSY",
    "413, TOO_LARGE, TOO_LARGE",
    "415, REFUSED, NOT_UNDERSTOOD",
    "422, REFUSED, REFUSED",
    "429, BUSY, BUSY",
    "500, FAILED, FAILED",
    "502, FAILED, FAILED",
    "503, FAILED, FAILED"
  })
  void anAnswerWithoutWordsIsToldByItsStatus(int status, Answer.Kind ofOne, Answer.Kind ofTwo) {
    assertThat(answer(status, "").kind(ProtocolVersion.ONE)).isEqualTo(ofOne);
    assertThat(answer(status, "").kind(ProtocolVersion.TWO)).isEqualTo(ofTwo);
  }

  @Test
  void thatAMessageCannotBeReadMeansAnotherVersionInTwoAlone() {
    Answer answer = answer(400, "unsupported content-type");
    assertThat(answer.kind(ProtocolVersion.TWO)).isEqualTo(Answer.Kind.NOT_UNDERSTOOD);
    assertThat(answer.kind(ProtocolVersion.ONE)).isEqualTo(Answer.Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "401, NOT_ADMITTED",
    "403, NOT_ADMITTED",
    "404, NOT_ADMITTED",
    "408, BUSY",
    "413, TOO_LARGE"
  })
  void wordsBehindAPlainStatusAreNotAboutSamples(int status, Answer.Kind kind) {
    for (String words : List.of("the token is too old", "out of order", "duplicate sample")) {
      assertThat(answer(status, words).kind(ProtocolVersion.ONE)).isEqualTo(kind);
      assertThat(answer(status, words).kind(ProtocolVersion.TWO)).isEqualTo(kind);
    }
  }

  @Test
  void aReceiverThatHasTakenAVersionIsNotTakenForAnotherBecauseOfWords() {
    Answer wrong = answer(400, "invalid sample of gemfire_protobufBytes");
    assertThat(wrong.kindInKnown(ProtocolVersion.TWO)).isEqualTo(Answer.Kind.REFUSED);
    assertThat(answer(415, "").kindInKnown(ProtocolVersion.TWO))
        .isEqualTo(Answer.Kind.NOT_UNDERSTOOD);
    assertThat(answer(400, "out of order").kindInKnown(ProtocolVersion.TWO))
        .isEqualTo(Answer.Kind.SAMPLES_REFUSED);
  }

  @Test
  void tooManyRequestsAreNoRefusalWhateverTheWords() {
    assertThat(answer(429, "out of order").kind(ProtocolVersion.ONE)).isEqualTo(Answer.Kind.BUSY);
  }
}
