package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.fixtures.FaultyReceiver;
import io.github.gfstoprometheus.remotewrite.TlsSettings.ClientCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that shows a certificate and asks for one, all made by the JDK's keytool. */
@Timeout(120)
class RemoteWriteTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;
  private SentArchive archive;

  @BeforeEach
  void write() throws IOException {
    archive = SentArchive.of(directory.resolve("a.gfs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void bothSidesTrustEachOtherByFilesInPem(String algorithm) throws Exception {
    KeyStore server = pair("server", "RSA");
    KeyStore client = pair("client", algorithm);
    try (FaultyReceiver receiver = FaultyReceiver.startWithTls(context(server, client))) {
      TlsSettings tls =
          new TlsSettings(
              Optional.of(certificate(server, "server")),
              Optional.of(
                  new ClientCertificate(certificate(client, "client"), key(client, "client"))));
      try (RemoteWriter writer = new RemoteWriter(required(receiver, tls), new ToldEvents())) {
        archive.send(writer, Delivery.FIRST);
      }
      receiver.samples().demandEqual(archive.samples());
    }
  }

  @Test
  void aReceiverThatNobodyVouchesForIsNotSentAnything() throws Exception {
    KeyStore server = pair("server", "RSA");
    try (FaultyReceiver receiver = FaultyReceiver.startWithTls(context(server, server));
        RemoteWriter writer =
            new RemoteWriter(required(receiver, TlsSettings.DEFAULT), new ToldEvents())) {
      assertThatThrownBy(() -> archive.send(writer, Delivery.FIRST))
          .isInstanceOf(UnusableReceiverException.class)
          .hasMessageContaining("PKIX");
      assertThat(receiver.log()).isEmpty();
    }
  }

  @Test
  void aKeyInAnotherFormIsAnErrorThatSaysHowToMakeThisOne() throws Exception {
    KeyStore client = pair("client", "RSA");
    Path chain = certificate(client, "client");
    Path key =
        Files.writeString(directory.resolve("k.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAA==\n");
    TlsSettings tls =
        new TlsSettings(Optional.empty(), Optional.of(new ClientCertificate(chain, key)));
    assertThatThrownBy(() -> TlsContext.of(tls))
        .hasMessageContaining("k.pem")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> TlsContext.of(new TlsSettings(Optional.of(key), Optional.empty())))
        .hasMessageContaining("k.pem: expected certificates in PEM");
  }

  @Test
  void aDamagedKeyIsAnErrorThatNamesItsFile() throws Exception {
    Path chain = certificate(pair("client", "RSA"), "client");
    Path key =
        Files.writeString(
            directory.resolve("k.pem"),
            "-----BEGIN PRIVATE KEY-----\nA=A\n-----END PRIVATE KEY-----\n");
    TlsSettings tls =
        new TlsSettings(Optional.empty(), Optional.of(new ClientCertificate(chain, key)));
    assertThatThrownBy(() -> TlsContext.of(tls))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("k.pem: expected a private key in base64");
  }

  private static RemoteWriteSettings required(FaultyReceiver receiver, TlsSettings tls) {
    return RemoteWriteSettings.to(receiver.address())
        .withTls(tls)
        .withFirstContact(FirstContact.REQUIRED);
  }

  private KeyStore pair(String name, String algorithm) throws Exception {
    Path file = directory.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", algorithm));
    command.addAll(List.of("-dname", "CN=" + name, "-ext", "SAN=dns:localhost"));
    command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-validity", "2"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext context(KeyStore own, KeyStore trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD.toCharArray());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    String alias = trusted.aliases().nextElement();
    certificates.setCertificateEntry(alias, trusted.getCertificate(alias));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Path certificate(KeyStore store, String alias) throws Exception {
    return pem(alias + ".pem", "CERTIFICATE", store.getCertificate(alias).getEncoded());
  }

  private Path key(KeyStore store, String alias) throws Exception {
    byte[] encoded = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    return pem(alias + "-key.pem", "PRIVATE KEY", encoded);
  }

  private Path pem(String name, String label, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, lines, label));
  }
}
