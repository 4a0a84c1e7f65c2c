package io.github.gfstoprometheus.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;

/** How a sender says who it is. Secrets are read anew when the receiver refuses them. */
public sealed interface Credentials {
  /** The value of the header {@code Authorization}. */
  String authorization() throws IOException;

  /** A token in a file, for {@code Authorization: Bearer}. */
  record BearerToken(Path file) implements Credentials {
    @Override
    public String authorization() throws IOException {
      return "Bearer " + new SecretFile(file).readToken();
    }
  }

  /** A user name, and a password in a file. */
  record PasswordFile(String user, Path file) implements Credentials {
    @Override
    public String authorization() throws IOException {
      return basic(user, new SecretFile(file).readPassword());
    }
  }

  /** A user name and its password, which are never printed. */
  record Password(String user, String password) implements Credentials {
    @Override
    public String authorization() {
      return basic(user, password);
    }

    @Override
    public String toString() {
      return "Password[user=" + user + "]";
    }
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(UTF_8));
  }
}
