package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes of PEM files what Java wants for TLS. */
final class TlsContext {
  /** PKCS #8, not encrypted: its label tells it from all other forms of a key (RFC 7468). */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /** A key store in memory wants some password, and keeps nothing secret by it. */
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContext() {}

  static SSLContext of(TlsSettings settings) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = null; // which stands for Java's own, as do no trust managers
      TrustManager[] trust = null;
      if (settings.certificate().isPresent()) {
        keys = keys(settings.certificate().get());
      }
      if (settings.authorities().isPresent()) {
        trust = trust(settings.authorities().get());
      }
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(TlsSettings.ClientCertificate own)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(own.chain()).toArray(Certificate[]::new);
    store.setKeyEntry("own", privateKey(own.key()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (!found.isEmpty()) {
        return found;
      }
      throw new IOException(file + ": expected certificates in PEM, found none");
    } catch (CertificateException e) {
      throw new IOException(file + ": expected certificates in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          file
              + ": expected a private key that begins with -----BEGIN PRIVATE KEY-----:"
              + " openssl pkcs8 -topk8 -nocrypt makes one of others");
    }
    byte[] encoded = decoded(pem.group(1), file);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // It is of another algorithm: each reads its own alone.
      }
    }
    throw new IOException(
        file + ": expected a private key of " + String.join(", ", KEY_ALGORITHMS));
  }

  private static byte[] decoded(String base64, Path file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ": expected a private key in base64, found a damaged one: " + e.getMessage(), e);
    }
  }
}
