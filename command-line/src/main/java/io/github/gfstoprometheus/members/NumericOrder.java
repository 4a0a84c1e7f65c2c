package io.github.gfstoprometheus.members;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Orders names as people count: server-2 before server-10. */
final class NumericOrder implements Comparator<String>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern BETWEEN_DIGITS_AND_OTHERS =
      Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  @Override
  public int compare(String one, String other) {
    List<String> parts = List.of(BETWEEN_DIGITS_AND_OTHERS.split(one));
    List<String> others = List.of(BETWEEN_DIGITS_AND_OTHERS.split(other));
    for (int i = 0; i < Math.min(parts.size(), others.size()); i++) {
      int order = comparePart(parts.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(parts.size(), others.size());
    return order != 0 ? order : one.compareTo(other);
  }

  private static int comparePart(String one, String other) {
    if (!isNumber(one) || !isNumber(other)) {
      return one.compareTo(other);
    }
    String digits = withoutZeros(one);
    String otherDigits = withoutZeros(other);
    int order = Integer.compare(digits.length(), otherDigits.length());
    return order != 0 ? order : digits.compareTo(otherDigits);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }

  private static String withoutZeros(String digits) {
    return digits.replaceFirst("^0+", "");
  }
}
