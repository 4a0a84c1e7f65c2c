package io.github.gfstoprometheus.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {
  @TempDir private Path directory;

  private SecretFile file(String bytes) throws IOException {
    return new SecretFile(Files.writeString(directory.resolve("token"), bytes));
  }

  @Test
  void whatStandsAroundItsLineIsNoPartOfASecret() throws IOException {
    assertThat(file("\n !~a1 \r\n").readToken()).isEqualTo("!~a1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "'' | nothing",
        "' \n' | nothing",
        "'a\nb' | 0x0a as its character 2",
        "'a b' | 0x20 as its character 2",
        "'ab\u007fc' | 0x7f as its character 3",
        "'\u00e4bc' | 0xe4 as its character 1",
        "'\ufeffabc' | a byte order mark before it: save it without one"
      })
  void whatIsNoVisibleAsciiIsAnErrorThatSaysWhereAndTellsNoSecret(String bytes, String found)
      throws IOException {
    SecretFile file = file(bytes);
    assertThatThrownBy(file::readToken)
        .isInstanceOf(IOException.class)
        .hasMessage(
            file.file()
                + ": expected a secret in one line, a token in ASCII without spaces, found "
                + found);
  }

  @Test
  void aPasswordIsAnyTextInOneLine() throws IOException {
    assertThat(file("correct horse \u00e4\n").readPassword()).isEqualTo("correct horse \u00e4");
    assertThatThrownBy(file("a\nb")::readPassword)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("control characters");
  }
}
