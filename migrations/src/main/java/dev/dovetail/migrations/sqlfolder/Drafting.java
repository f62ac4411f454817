package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes new SQL files named and shaped like the last ones. */
final class Drafting {

  private static final Pattern FILE =
      Pattern.compile("(\\d+)([_.-]+)(.*?)((?:[._-](?:up|down|undo|rollback))?\\.sql)");
  private static final Pattern FOLDER = Pattern.compile("(?:(.*)/)?([0-9-]+)_([^/]+)/up\\.sql");

  private final List<SqlStep> steps;
  private final Tree files;
  private final LocalDateTime now;

  private Drafting(List<SqlStep> steps, Tree files, LocalDateTime now) {
    this.steps = steps;
    this.files = files;
    this.now = now;
  }

  static Drafting of(List<SqlStep> steps, Tree files, LocalDateTime now) {
    return new Drafting(steps, files, now);
  }

  /** Empty where the last ones do not show how a next one is called. */
  Optional<Draft> draft(Change change) {
    if (change.parents().size() > 1 || steps.isEmpty()) {
      return Optional.empty();
    }
    SqlStep last = steps.getLast();
    String path = last.revision().file();
    Optional<String> below = last.down().map(Script::path).filter(other -> !other.equals(path));
    Matcher own = FOLDER.matcher(path);
    if (own.matches() && below.isPresent()) {
      return ofFolder(change, own);
    }
    Matcher named = FILE.matcher(nameOf(path));
    if (!named.matches()) {
      return Optional.empty();
    }
    String number = next(named.group(1));
    SortedMap<String, String> written = new TreeMap<>();
    String title = title(change, named.group(2));
    String up = parentOf(path) + number + named.group(2) + title + named.group(4);
    if (below.isPresent()) {
      Matcher down = FILE.matcher(nameOf(below.get()));
      if (!down.matches()) {
        return Optional.empty();
      }
      written.put(up, remarks(change) + sql(change.up()));
      written.put(
          parentOf(below.get()) + number + down.group(2) + title + down.group(4),
          wayBack(change) + sql(change.down()));
    } else {
      written.put(up, whole(change, text(path)));
    }
    return free(new Draft(number, written));
  }

  private Optional<Draft> ofFolder(Change change, Matcher own) {
    String number = next(own.group(2).replace("-", ""));
    String shown = own.group(2).contains("-") ? dashed(number, own.group(2)) : number;
    String home = Optional.ofNullable(own.group(1)).map(folder -> folder + "/").orElse("");
    String folder = home + shown + "_" + title(change, "_") + "/";
    SortedMap<String, String> written = new TreeMap<>();
    written.put(folder + "up.sql", remarks(change) + sql(change.up()));
    written.put(folder + "down.sql", wayBack(change) + sql(change.down()));
    return free(new Draft(number, written));
  }

  private Optional<Draft> free(Draft draft) {
    return draft.files().keySet().stream().anyMatch(files::has)
        ? Optional.empty()
        : Optional.of(draft);
  }

  /** One file with both ways where the last one has markers, else the way up alone. */
  private static String whole(Change change, String last) {
    String lower = last.toLowerCase(Locale.ROOT);
    boolean apart = change.up().stream().anyMatch(Change.Step.Apart.class::isInstance);
    if (lower.contains("-- +goose up")) {
      return (apart ? "-- +goose NO TRANSACTION\n" : "")
          + "-- +goose Up\n"
          + remarks(change)
          + goose(change.up())
          + "\n-- +goose Down\n"
          + wayBack(change)
          + goose(change.down());
    }
    if (lower.contains("-- migrate:up")) {
      String transaction = apart ? " transaction:false" : "";
      return "-- migrate:up"
          + transaction
          + "\n"
          + remarks(change)
          + sql(change.up())
          + "\n-- migrate:down"
          + transaction
          + "\n"
          + wayBack(change)
          + sql(change.down());
    }
    return remarks(change) + sql(change.up());
  }

  private static String remarks(Change change) {
    List<String> lines = new ArrayList<>();
    lines.add(change.title());
    if (!change.about().isEmpty()) {
      lines.add("");
      lines.addAll(change.about());
    }
    return remarked(lines);
  }

  private static String wayBack(Change change) {
    return change.oneWay().map(reason -> remarked(List.of(reason))).orElse("");
  }

  private static String remarked(List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      out.append(("-- " + line.replaceAll("\\p{Cntrl}", "?")).stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** It cuts a file at semicolons that end a line, unless it is told not to. */
  private static String goose(List<Change.Step> steps) {
    StringBuilder out = new StringBuilder();
    for (Change.Step step : steps) {
      boolean whole = step instanceof Change.Step.Sql(String text) && text.contains(";");
      String written = sql(List.of(step));
      out.append(
          whole ? "-- +goose StatementBegin\n" + written + "-- +goose StatementEnd\n" : written);
    }
    return out.toString();
  }

  private static String sql(List<Change.Step> steps) {
    StringBuilder out = new StringBuilder();
    for (Change.Step step : steps) {
      switch (step) {
        case Change.Step.Sql(String text) -> out.append(text).append(";\n");
        case Change.Step.Apart(String why, List<String> texts) -> {
          out.append(remarked(List.of(why)));
          texts.forEach(text -> out.append(text).append(";\n"));
        }
      }
    }
    return out.toString();
  }

  private static String title(Change change, String separator) {
    String joint = separator.contains("-") ? "-" : "_";
    String words = change.title().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", joint);
    String cut = words.length() > 50 ? words.substring(0, 50) : words;
    return cut.replaceAll("^[_-]+|[_-]+$", "");
  }

  /** One more than the last, or the time of day where numbers are times. */
  private String next(String last) {
    if (last.matches("20\\d{10}(\\d\\d)?")) {
      String stamp =
          now.format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT))
              .substring(0, last.length());
      if (stamp.compareTo(last) > 0) {
        return stamp;
      }
    }
    String next = new java.math.BigInteger(last).add(java.math.BigInteger.ONE).toString();
    return "0".repeat(Math.max(0, last.length() - next.length())) + next;
  }

  /** The dashes of Diesel's {@code 2024-01-01-120000}. */
  private static String dashed(String number, String like) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int i = 0; i < like.length() && at < number.length(); i++) {
      out.append(like.charAt(i) == '-' ? '-' : number.charAt(at++));
    }
    return out.append(number.substring(at)).toString();
  }

  private String text(String path) {
    return files.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String parentOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
