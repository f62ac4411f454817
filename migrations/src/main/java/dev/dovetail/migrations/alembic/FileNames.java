package dev.dovetail.migrations.alembic;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/**
 * Names of migration files, as {@code alembic revision} gives them: by the configured template,
 * else by Alembic's own, unless the neighbours are plainly called otherwise.
 *
 * @param template as in {@code %(rev)s_%(slug)s}
 * @param longestSlug to which the title is cut
 */
record FileNames(Optional<String> template, int longestSlug) {

  private static final String USUAL = "%(rev)s_%(slug)s";
  private static final int USUAL_LONGEST = 40;
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern FIELD = Pattern.compile("%\\((\\w+)\\)(?:\\.(\\d))?[sd]");
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,6})([_-]).*\\.py");

  /**
   * @param ini {@code alembic.ini}, where there is one
   * @param pyproject the text of {@code pyproject.toml}, where there is one
   */
  static FileNames of(Optional<IniFile> ini, String section, Optional<String> pyproject) {
    Optional<TomlTable> table =
        pyproject
            .filter(text -> text.contains("[tool.alembic]"))
            .flatMap(text -> Optional.ofNullable(Toml.parse(text).getTable("tool.alembic")));
    int longest =
        ini.flatMap(file -> file.get(section, "truncate_slug_length", ""))
            .or(() -> table.flatMap(it -> said(it, "truncate_slug_length")))
            .filter(text -> text.matches("\\d{1,4}"))
            .map(Integer::parseInt)
            .filter(length -> length > 0)
            .orElse(USUAL_LONGEST);
    return new FileNames(
        ini.flatMap(file -> file.get(section, "file_template", ""))
            .or(() -> table.flatMap(it -> said(it, "file_template"))),
        longest);
  }

  /** Percent signs are doubled there as in the other file. */
  private static Optional<String> said(TomlTable table, String key) {
    return Optional.ofNullable(table.get(key))
        .filter(value -> value instanceof String || value instanceof Long)
        .map(value -> value.toString().replace("%%", "%"));
  }

  /** As Alembic makes it of a title. */
  String slug(String title) {
    StringBuilder words = new StringBuilder();
    Matcher word = WORD.matcher(title);
    while (word.find()) {
      words.append(words.isEmpty() ? "" : "_").append(word.group());
    }
    String slug = words.toString().toLowerCase(Locale.ROOT);
    if (slug.length() <= longestSlug) {
      return slug;
    }
    String cut = slug.substring(0, longestSlug);
    int last = cut.lastIndexOf('_');
    return (last > 0 ? cut.substring(0, last) : cut) + "_";
  }

  /**
   * @param neighbour the name of a file that is there, and the id of its revision
   */
  String name(
      String id, String title, Optional<Map.Entry<String, String>> neighbour, LocalDateTime now) {
    if (template.isEmpty() && neighbour.isPresent()) {
      Matcher numbered = NUMBERED.matcher(neighbour.get().getKey());
      if (numbered.matches() && !neighbour.get().getKey().startsWith(neighbour.get().getValue())) {
        String number = numbered.group(1);
        String next = Long.toString(Long.parseLong(number) + 1);
        return "0".repeat(Math.max(0, number.length() - next.length()))
            + next
            + numbered.group(2)
            + slug(title)
            + ".py";
      }
    }
    Matcher field = FIELD.matcher(template.orElse(USUAL));
    return field.replaceAll(found ->
        Matcher.quoteReplacement(value(found.group(1), found.group(2), id, title, now)))
        + ".py";
  }

  private String value(
      String field,
      @org.jspecify.annotations.Nullable String width,
      String id,
      String title,
      LocalDateTime now) {
    String value =
        switch (field) {
          case "rev" -> id;
          case "slug" -> slug(title);
          case "year" -> Integer.toString(now.getYear());
          case "month" -> Integer.toString(now.getMonthValue());
          case "day" -> Integer.toString(now.getDayOfMonth());
          case "hour" -> Integer.toString(now.getHour());
          case "minute" -> Integer.toString(now.getMinute());
          case "second" -> Integer.toString(now.getSecond());
          case "epoch" -> Long.toString(now.toEpochSecond(ZoneOffset.UTC));
          default -> "";
        };
    int wanted = width == null ? 0 : Integer.parseInt(width);
    return "0".repeat(Math.max(0, wanted - value.length())) + value;
  }
}
