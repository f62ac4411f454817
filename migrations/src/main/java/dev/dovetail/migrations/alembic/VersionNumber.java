package dev.dovetail.migrations.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of a Python package as far as its numbers: {@code 2.1.0b3} is 2.1.0. */
record VersionNumber(List<Integer> parts) implements Comparable<VersionNumber> {

  private static final Pattern LEADING = Pattern.compile("v?(\\d{1,6}(?:\\.\\d{1,6})*)");

  VersionNumber {
    parts = List.copyOf(parts);
  }

  static Optional<VersionNumber> parse(String text) {
    Matcher matcher = LEADING.matcher(text.strip());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    List<Integer> parts = new ArrayList<>();
    for (String part : matcher.group(1).split("\\.")) {
      parts.add(Integer.valueOf(part));
    }
    return Optional.of(new VersionNumber(parts));
  }

  static VersionNumber of(Integer... parts) {
    return new VersionNumber(List.of(parts));
  }

  boolean atLeast(Integer... others) {
    return compareTo(of(others)) >= 0;
  }

  @Override
  public int compareTo(VersionNumber other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < length; i++) {
      int mine = i < parts.size() ? parts.get(i) : 0;
      int theirs = i < other.parts.size() ? other.parts.get(i) : 0;
      if (mine != theirs) {
        return Integer.compare(mine, theirs);
      }
    }
    return 0;
  }
}
