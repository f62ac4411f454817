package dev.dovetail.python.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** The part after the colon: {@code >10}, {@code 03d}, {@code ,.2f}. */
record FormatSpec(
    int fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    String grouping,
    int precision,
    char type) {

  private static final char UNSET = ' ';

  static Optional<FormatSpec> parse(String spec) {
    int[] points = spec.codePoints().toArray();
    int i = 0;
    int fill = ' ';
    char align = UNSET;
    if (points.length > 1 && isAlign(points[1])) {
      fill = points[0];
      align = (char) points[1];
      i = 2;
    } else if (points.length > 0 && isAlign(points[0])) {
      align = (char) points[0];
      i = 1;
    }
    char sign = '-';
    if (i < points.length && (points[i] == '+' || points[i] == '-' || points[i] == ' ')) {
      sign = (char) points[i++];
    }
    boolean alternate = i < points.length && points[i] == '#';
    i += alternate ? 1 : 0;
    if (i < points.length && points[i] == '0') {
      if (align == UNSET) {
        fill = '0';
        align = '=';
      }
      i++;
    }
    int widthEnd = digits(points, i);
    String grouping = "";
    int width = number(points, i, widthEnd);
    i = widthEnd;
    if (i < points.length && (points[i] == ',' || points[i] == '_')) {
      grouping = Character.toString(points[i++]);
    }
    int precision = -1;
    if (i < points.length && points[i] == '.') {
      int end = digits(points, i + 1);
      precision = number(points, i + 1, end);
      i = end;
    }
    char type = i < points.length ? (char) points[i++] : UNSET;
    return i < points.length || width < 0 || precision < -1
        ? Optional.empty()
        : Optional.of(
            new FormatSpec(fill, align, sign, alternate, width, grouping, precision, type));
  }

  private static boolean isAlign(int point) {
    return point == '<' || point == '>' || point == '^' || point == '=';
  }

  private static int digits(int[] points, int from) {
    int end = from;
    while (end < points.length && points[end] >= '0' && points[end] <= '9') {
      end++;
    }
    return end;
  }

  /** Zero where there are no digits, and -2 where there are too many. */
  private static int number(int[] points, int from, int end) {
    return end == from
        ? 0
        : end - from > 6 ? -2 : Integer.parseInt(new String(points, from, end - from));
  }

  /** Formats a string or number; empty where this is not followed. */
  Optional<String> apply(Value value, Budget budget) {
    budget.size(Math.max(width, precision));
    return switch (value) {
      case Value.Str str when (type == UNSET || type == 's') && align != '=' ->
          Optional.of(pad(cut(str.text()), "", '<'));
      case Value.Int number -> integer(number.value());
      case Value.Bool bool when type == 'd' ->
          integer(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Value.Float number when type == 'f' || type == 'F' || type == '%' ->
          fixed(number.value());
      case Value.Float number when type == UNSET && precision < 0 && grouping.isEmpty() ->
          number.value() < 0
              ? Optional.of(pad(Texts.floatText(-number.value()), "-", '>'))
              : Optional.of(pad(Texts.floatText(number.value()), plus(), '>'));
      default -> Optional.empty();
    };
  }

  private String cut(String text) {
    int length = text.codePointCount(0, text.length());
    return precision >= 0 && precision < length
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private String plus() {
    return sign == '-' ? "" : Character.toString(sign);
  }

  private Optional<String> integer(BigInteger number) {
    if (type == 'f' || type == 'F' || type == '%') {
      return fixed(number.doubleValue());
    }
    if (precision >= 0) {
      return Optional.empty();
    }
    String digits =
        switch (type) {
          case UNSET, 'd' -> group(number.abs().toString());
          case 'x' -> number.abs().toString(16);
          case 'X' -> number.abs().toString(16).toUpperCase(java.util.Locale.ROOT);
          case 'o' -> number.abs().toString(8);
          case 'b' -> number.abs().toString(2);
          default -> "";
        };
    if (digits.isEmpty()
        || (!grouping.isEmpty() && (fill == '0' || (type != UNSET && type != 'd')))) {
      return Optional.empty();
    }
    String prefix = alternate && type != UNSET && type != 'd' ? "0" + type : "";
    return Optional.of(pad(digits, (number.signum() < 0 ? "-" : plus()) + prefix, '>'));
  }

  private Optional<String> fixed(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Optional.empty();
    }
    double scaled = type == '%' ? number * 100 : number;
    String digits =
        new BigDecimal(Math.abs(scaled))
            .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
            .toPlainString();
    int dot = digits.indexOf('.');
    String whole = group(dot < 0 ? digits : digits.substring(0, dot));
    String fraction = dot < 0 ? "" : digits.substring(dot);
    boolean negative = number < 0 || (number == 0 && 1 / number < 0);
    return !grouping.isEmpty() && fill == '0'
        ? Optional.empty()
        : Optional.of(
            pad(whole + fraction + (type == '%' ? "%" : ""), negative ? "-" : plus(), '>'));
  }

  private String group(String digits) {
    if (grouping.isEmpty()) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        grouped.append(grouping);
      }
      grouped.append(digits.charAt(i));
    }
    return grouped.toString();
  }

  private String pad(String text, String prefix, char otherwise) {
    int length = text.codePointCount(0, text.length()) + prefix.length();
    int missing = Math.max(0, width - length);
    String filler = Character.toString(fill);
    int left = missing / 2;
    return switch (align == UNSET ? otherwise : align) {
      case '<' -> prefix + text + filler.repeat(missing);
      case '^' -> filler.repeat(left) + prefix + text + filler.repeat(missing - left);
      case '=' -> prefix + filler.repeat(missing) + text;
      default -> filler.repeat(missing) + prefix + text;
    };
  }
}
