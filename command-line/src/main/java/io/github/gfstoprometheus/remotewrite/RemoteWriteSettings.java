package io.github.gfstoprometheus.remotewrite;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where samples are sent, and how.
 *
 * @param url where the receiver takes them, without credentials
 * @param headers further headers of each request
 * @param credentials who sends them
 * @param timeout how long a request may take
 * @param shards how many requests are under way at a time
 * @param mostRequestBytes how large a request is at most, before compression
 */
public record RemoteWriteSettings(
    URI url,
    RemoteWriteVersion version,
    FirstContact firstContact,
    Map<String, String> headers,
    Optional<Credentials> credentials,
    TlsSettings tls,
    Duration timeout,
    int shards,
    int mostRequestBytes) {
  /** So many shards, unless told. */
  public static final int DEFAULT_SHARDS = 4;

  /** So large is a request, unless told. */
  public static final int DEFAULT_REQUEST_BYTES = 1 << 20;

  /** So long a request may take, unless told. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Copies the headers. */
  public RemoteWriteSettings {
    headers = Map.copyOf(headers);
    if (shards < 1 || mostRequestBytes < 1) {
      throw new IllegalArgumentException(
          "expected at least one shard and one byte, found %d and %d"
              .formatted(shards, mostRequestBytes));
    }
  }

  /** The usual settings. */
  public static RemoteWriteSettings to(URI url) {
    return new RemoteWriteSettings(
        url,
        RemoteWriteVersion.AUTO,
        FirstContact.AWAITED,
        Map.of(),
        Optional.empty(),
        TlsSettings.DEFAULT,
        DEFAULT_TIMEOUT,
        DEFAULT_SHARDS,
        DEFAULT_REQUEST_BYTES);
  }

  /** These in another version. */
  public RemoteWriteSettings withVersion(RemoteWriteVersion other) {
    return new RemoteWriteSettings(
        url, other, firstContact, headers, credentials, tls, timeout, shards, mostRequestBytes);
  }

  /** These with another demand on the receiver. */
  public RemoteWriteSettings withFirstContact(FirstContact other) {
    return new RemoteWriteSettings(
        url, version, other, headers, credentials, tls, timeout, shards, mostRequestBytes);
  }

  /** These with credentials. */
  public RemoteWriteSettings withCredentials(Credentials other) {
    return new RemoteWriteSettings(
        url,
        version,
        firstContact,
        headers,
        Optional.of(other),
        tls,
        timeout,
        shards,
        mostRequestBytes);
  }

  /** These with other headers. */
  public RemoteWriteSettings withHeaders(Map<String, String> others) {
    return new RemoteWriteSettings(
        url, version, firstContact, others, credentials, tls, timeout, shards, mostRequestBytes);
  }

  /** These with another way to trust and be trusted. */
  public RemoteWriteSettings withTls(TlsSettings other) {
    return new RemoteWriteSettings(
        url, version, firstContact, headers, credentials, other, timeout, shards, mostRequestBytes);
  }

  /** These with another timeout. */
  public RemoteWriteSettings withTimeout(Duration other) {
    return new RemoteWriteSettings(
        url, version, firstContact, headers, credentials, tls, other, shards, mostRequestBytes);
  }

  /** These with so many shards, of requests of so many bytes. */
  public RemoteWriteSettings withShards(int count, int requestBytes) {
    return new RemoteWriteSettings(
        url, version, firstContact, headers, credentials, tls, timeout, count, requestBytes);
  }
}
