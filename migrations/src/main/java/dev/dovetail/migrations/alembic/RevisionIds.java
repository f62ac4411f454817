package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Revision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ids for new revisions that look like those that are there: counted, dated, or drawn. A drawn one
 * is made of what the revision says, so that the same fix is the same text.
 */
final class RevisionIds {

  /** What Alembic's own table holds. */
  private static final int LONGEST = 32;

  private static final Pattern DATED = Pattern.compile("(20\\d{6})([_-])(\\d{1,4})");
  private static final Pattern STAMPED = Pattern.compile("20\\d{10}(\\d\\d)?");
  private static final Pattern STAMPED_PARTED = Pattern.compile("20\\d{6}([_-])\\d{6}");
  private static final Pattern COUNTED = Pattern.compile("(\\D*?)(\\d{1,6})");
  private static final Pattern COUNTED_NAMED = Pattern.compile("(\\D*?)(\\d{1,6})([_-])[a-z]\\w*");

  private final Set<String> taken;
  private final LocalDateTime now;

  RevisionIds(List<Revision> revisions, LocalDateTime now) {
    this.taken = revisions.stream().map(Revision::id).collect(Collectors.toSet());
    this.now = now;
  }

  /**
   * The next one.
   *
   * @param like the id of a neighbour; empty where there is none
   * @param slug what the revision is about, in a file name's letters
   * @param seed what a drawn id is made of
   */
  String next(String like, String slug, String seed) {
    Matcher dated = DATED.matcher(like);
    if (dated.matches()) {
      String day = now.format(DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT));
      return counted(day + dated.group(2), dated.group(3), "");
    }
    Matcher parted = STAMPED_PARTED.matcher(like);
    if (STAMPED.matcher(like).matches() || parted.matches()) {
      return stamped(like.length() - (parted.matches() ? 1 : 0), parted);
    }
    Matcher counted = COUNTED.matcher(like);
    if (counted.matches() && isCount(counted.group(1), counted.group(2))) {
      return counted(counted.group(1), counted.group(2), "");
    }
    Matcher named = COUNTED_NAMED.matcher(like);
    if (named.matches() && isCount(named.group(1), named.group(2))) {
      return counted(named.group(1), named.group(2), named.group(3) + slug);
    }
    return drawn(seed);
  }

  /** Of a number that hex digits make by chance, no other is one less or the first. */
  private boolean isCount(String prefix, String number) {
    if (prefix.matches("[0-9a-f]*") && prefix.length() + number.length() == 12) {
      return false;
    }
    long value = Long.parseLong(number);
    return value <= 1
        || taken.stream()
            .anyMatch(id ->
                id.startsWith(prefix + padded(value - 1, number.length()))
                    || id.startsWith(prefix + padded(value + 1, number.length())));
  }

  private String counted(String prefix, String number, String rest) {
    long next = Long.parseLong(number) + 1;
    while (true) {
      String count = padded(next, number.length());
      boolean free = taken.stream().noneMatch(id -> id.startsWith(prefix + count));
      if (free) {
        return cut(prefix + count + rest);
      }
      next++;
    }
  }

  private String stamped(int digits, Matcher parted) {
    LocalDateTime time = now;
    while (true) {
      String stamp = time.format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT));
      String id = stamp.substring(0, digits);
      String whole = parted.matches() ? id.substring(0, 8) + parted.group(1) + id.substring(8) : id;
      if (!taken.contains(whole)) {
        return whole;
      }
      time = time.plusMinutes(1);
    }
  }

  private String drawn(String seed) {
    for (int salt = 0; ; salt++) {
      String id = hash(seed + "\n" + salt);
      if (!taken.contains(id)) {
        return id;
      }
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String padded(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String cut(String id) {
    return id.length() <= LONGEST ? id : id.substring(0, LONGEST).replaceAll("[_-]+$", "");
  }
}
