package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Keeps the first line of an answer, however long it is. */
final class FirstWords implements BodySubscriber<String> {
  private static final int MOST_BYTES = 400;

  private final CompletableFuture<String> words = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public CompletionStage<String> getBody() {
    return words;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining() && bytes.size() < MOST_BYTES) {
        bytes.write(buffer.get());
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    words.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    String line = bytes.toString(UTF_8).strip().lines().findFirst().orElse("");
    words.complete(line.replaceAll("\\p{Cntrl}", " "));
  }
}
