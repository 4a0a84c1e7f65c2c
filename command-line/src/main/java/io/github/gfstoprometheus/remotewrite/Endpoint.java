package io.github.gfstoprometheus.remotewrite;

import io.github.gfstoprometheus.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The receiver's end of HTTP: a request goes, an answer comes, whatever it is. */
final class Endpoint {
  /** Whoever does not answer in so long is not there. */
  private static final Duration MOST_TO_CONNECT = Duration.ofSeconds(10);

  private static final String WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  private final RemoteWriteSettings settings;
  private final HttpClient client;
  private volatile Optional<String> authorization;

  Endpoint(RemoteWriteSettings settings) throws IOException {
    this.settings = settings;
    boolean isPatient = settings.timeout().compareTo(MOST_TO_CONNECT) > 0;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(isPatient ? MOST_TO_CONNECT : settings.timeout());
    if (!settings.tls().equals(TlsSettings.DEFAULT)) {
      builder.sslContext(TlsContext.of(settings.tls()));
    }
    this.client = builder.build();
    this.authorization = readAuthorization();
  }

  /** Reads the secret again, and says whether it is another one. */
  boolean hasNewCredentials() throws IOException {
    Optional<String> before = authorization;
    authorization = readAuthorization();
    return !authorization.equals(before);
  }

  private Optional<String> readAuthorization() throws IOException {
    return settings.credentials().isPresent()
        ? Optional.of(settings.credentials().get().authorization())
        : Optional.empty();
  }

  /** Sends a request, and waits for the answer, but not for ever. */
  Answer post(RequestBody body) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request(body), head -> new FirstWords());
    try {
      return answer(response.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer within " + settings.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the request failed: " + e.getCause(), e.getCause());
    } finally {
      response.cancel(true); // does nothing to one that has been answered
    }
  }

  private HttpRequest request(RequestBody body) {
    boolean isTwo = body.version() == ProtocolVersion.TWO;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .setHeader("User-Agent", "gfs-to-prometheus")
            .setHeader("Content-Encoding", "snappy")
            .setHeader(
                "Content-Type",
                isTwo
                    ? "application/x-protobuf;proto=io.prometheus.write.v2.Request"
                    : "application/x-protobuf")
            .setHeader("X-Prometheus-Remote-Write-Version", isTwo ? "2.0.0" : "0.1.0");
    settings.headers().forEach(request::setHeader);
    authorization.ifPresent(value -> request.setHeader("Authorization", value));
    return request
        .POST(BodyPublishers.ofByteArray(body.compressed(), 0, body.compressedBytes()))
        .build();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.body(),
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(text -> RetryAfter.parse(text, InstantSource.system())),
        response.headers().firstValue(WRITTEN).map(Endpoint::count).orElse(OptionalLong.empty()));
  }

  private static OptionalLong count(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
