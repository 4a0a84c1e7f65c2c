package io.github.gfstoprometheus.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gfstoprometheus.archive.ModifiedUtf8.FaultException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "12345678",
        "123456789",
        "\0",
        "naïve",
        "日本",
        "\uD83D\uDE00",
        "abcdefghé"
      })
  void stringsOfWriteUtfAreRead(String value) throws IOException, FaultException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF(value);
    int length = bytes.size() - Short.BYTES;

    assertThat(ModifiedUtf8.decode(bytes.toByteArray(), Short.BYTES, length)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "80, 0", // a continuation first
    "61ff, 1",
    "f0908080, 0", // four bytes, as in plain UTF-8
    "c3, 0", // cut off
    "c341, 1",
    "e6, 0",
    "e697, 0",
    "e641a5, 1",
    "e69741, 2",
  })
  void faultIsFoundWhereItStands(String hex, int index) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    FaultException fault =
        catchThrowableOfType(
            FaultException.class, () -> ModifiedUtf8.decode(bytes, 0, bytes.length));

    assertThat(fault.index()).isEqualTo(index);
  }
}
