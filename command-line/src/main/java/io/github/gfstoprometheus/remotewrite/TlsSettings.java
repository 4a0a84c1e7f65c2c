package io.github.gfstoprometheus.remotewrite;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a sender trusts, and what it shows of itself.
 *
 * @param authorities a file of PEM certificates; without it, those that Java trusts
 * @param certificate what it shows to a receiver that asks for it
 */
public record TlsSettings(Optional<Path> authorities, Optional<ClientCertificate> certificate) {
  /** As Java has it. */
  public static final TlsSettings DEFAULT = new TlsSettings(Optional.empty(), Optional.empty());

  /**
   * A certificate of the sender.
   *
   * @param chain a file of PEM certificates, its own first
   * @param key a file with its private key, as PEM of PKCS #8
   */
  public record ClientCertificate(Path chain, Path key) {}
}
