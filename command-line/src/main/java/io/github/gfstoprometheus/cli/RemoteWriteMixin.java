package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.remotewrite.Credentials;
import io.github.gfstoprometheus.remotewrite.FirstContact;
import io.github.gfstoprometheus.remotewrite.RemoteWriteSettings;
import io.github.gfstoprometheus.remotewrite.RemoteWriteVersion;
import io.github.gfstoprometheus.remotewrite.TlsSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where samples are sent by remote write, and how. */
final class RemoteWriteMixin {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"--remote-write", "--url"},
      paramLabel = "URL",
      description = {
        "Where a receiver takes samples by remote write:",
        "Prometheus http://HOST:9090/api/v1/write",
        "VictoriaMetrics http://HOST:8428/api/v1/write",
        "Mimir http://HOST:8080/api/v1/push",
        "Thanos Receive http://HOST:19291/api/v1/receive",
        "What they must be set to is told in docs/remote-write.md"
      })
  private Optional<String> address = Optional.empty();

  private RemoteWriteVersion version;

  @Option(
      names = "--remote-write-version",
      paramLabel = "VERSION",
      defaultValue = "auto",
      description = {
        "1, 2, or auto: 2.0 if the receiver knows it, else 1.0 (default: ${DEFAULT-VALUE})"
      })
  void setVersion(String text) {
    version =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "auto" -> RemoteWriteVersion.AUTO;
          case "1", "1.0" -> RemoteWriteVersion.V1;
          case "2", "2.0" -> RemoteWriteVersion.V2;
          default -> throw wrong("--remote-write-version: expected auto, 1 or 2, found " + text);
        };
  }

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = {
        "A header for each request, such as 'X-Scope-OrgID: tenant' for Mimir; may be repeated"
      })
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--bearer-token-file",
      paramLabel = "FILE",
      description = "A token that says who sends; read again when the receiver refuses it")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--basic-auth-user",
      paramLabel = "NAME",
      description = "A user that sends; https://NAME:PASSWORD@HOST/... has both in the address")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--basic-auth-password-file",
      paramLabel = "FILE",
      description = "The password of that user")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) of who may vouch for the receiver (default: Java's)")
  private Optional<Path> authorities = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "A certificate (PEM) to show to a receiver that asks for one")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key (PEM, PKCS #8) of that certificate")
  private Optional<Path> key = Optional.empty();

  private Duration timeout = RemoteWriteSettings.DEFAULT_TIMEOUT;

  @Option(
      names = "--send-timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = {
        "How long a request may take before it is sent again (default: ${DEFAULT-VALUE})"
      })
  void setTimeout(Duration most) {
    if (most.isZero()) {
      throw wrong("--send-timeout: at least 1ms is possible");
    }
    timeout = most;
  }

  private int shards = RemoteWriteSettings.DEFAULT_SHARDS;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "4",
      description = {
        "How many requests are under way at a time; each series is always in the same shard"
            + " (default: ${DEFAULT-VALUE})"
      })
  void setShards(int count) {
    if (count < 1) {
      throw wrong("--shards " + count + ": at least 1 is possible");
    }
    shards = count;
  }

  /** Where to, if anywhere. */
  Optional<RemoteWriteSettings> settings(FirstContact firstContact) {
    return address.map(text -> settings(text, firstContact));
  }

  /** Where to. */
  RemoteWriteSettings requiredSettings(FirstContact firstContact) {
    return settings(firstContact)
        .orElseThrow(
            () ->
                wrong(
                    "--remote-write URL is missing: where samples go to, such as"
                        + " http://localhost:9090/api/v1/write"));
  }

  private RemoteWriteSettings settings(String text, FirstContact firstContact) {
    URI url = url(text);
    return new RemoteWriteSettings(
        withoutUser(url),
        version,
        firstContact,
        headers(),
        credentials(url),
        new TlsSettings(authorities, ownCertificate()),
        timeout,
        shards,
        RemoteWriteSettings.DEFAULT_REQUEST_BYTES);
  }

  /** The text is not repeated in messages: it may hold a password. */
  private URI url(String text) {
    String expected = "--remote-write: expected an address such as http://HOST:9090/api/v1/write";
    try {
      URI url = new URI(text.strip());
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!isHttp || url.getHost() == null) {
        throw wrong(expected + ", found one without http:// or https:// and a host");
      }
      if (url.getPath().isEmpty() || url.getPath().equals("/")) {
        throw wrong(expected + ", found one without a path: " + withoutUser(url));
      }
      return url;
    } catch (URISyntaxException e) {
      throw wrong(expected + ", found one with a fault at character " + (e.getIndex() + 1));
    }
  }

  private static URI withoutUser(URI url) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return URI.create(url.getScheme() + "://" + url.getHost() + port + url.getRawPath() + query);
  }

  private Map<String, String> headers() {
    Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw wrong("--header: expected 'NAME: VALUE', found one without a colon");
      }
      String name = header.substring(0, colon).strip();
      String value = header.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Authorization")) {
        throw wrong(
            "--header: a secret on a command line is everybody's: use --bearer-token-file or"
                + " --basic-auth-password-file");
      }
      try {
        HttpRequest.newBuilder().setHeader(name, value);
      } catch (IllegalArgumentException e) {
        throw wrong("--header: HTTP allows no header such as this one: " + name);
      }
      found.put(name, value);
    }
    return found;
  }

  private Optional<Credentials> credentials(URI url) {
    if (user.isPresent() != passwordFile.isPresent()) {
      throw wrong("--basic-auth-user and --basic-auth-password-file go together");
    }
    List<Credentials> told = new ArrayList<>();
    tokenFile.ifPresent(file -> told.add(new Credentials.BearerToken(file)));
    user.ifPresent(
        name -> told.add(new Credentials.PasswordFile(name, passwordFile.orElseThrow())));
    Optional.ofNullable(url.getUserInfo()).ifPresent(info -> told.add(password(info)));
    if (told.size() > 1) {
      throw wrong(
          "expected one way to say who sends, found several: --bearer-token-file,"
              + " --basic-auth-user, or a user in the address");
    }
    return told.stream().findFirst();
  }

  private static Credentials password(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new Credentials.Password(userInfo, "")
        : new Credentials.Password(userInfo.substring(0, colon), userInfo.substring(colon + 1));
  }

  private Optional<TlsSettings.ClientCertificate> ownCertificate() {
    if (certificate.isPresent() != key.isPresent()) {
      throw wrong("--tls-cert and --tls-key go together");
    }
    return certificate.map(chain -> new TlsSettings.ClientCertificate(chain, key.orElseThrow()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
