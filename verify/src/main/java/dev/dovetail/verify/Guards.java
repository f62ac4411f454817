package dev.dovetail.verify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a migration claims that it can be run on its own result: what it makes is made behind
 * guards throughout. A guard here and there is no claim.
 */
final class Guards {

  private static final Pattern INSPECTS =
      Pattern.compile(
          "\\binspect\\(|get_table_names\\(|has_table\\(|get_columns\\(|has_column\\("
              + "|information_schema|pg_type\\b|to_regclass");
  private static final Pattern GUARDED =
      Pattern.compile("(?i)if\\s+not\\s+exists|if_not_exists\\s*=\\s*True");
  private static final Pattern MAKES =
      Pattern.compile(
          "\\bop\\.(create_\\w+|add_column|rename_table|bulk_insert)\\("
              + "|(?i:\\b(create\\s+(unique\\s+)?(table|index|type|sequence)|add\\s+column)\\b)");

  private static final Pattern WAY_BACK =
      Pattern.compile("(?im)^\\s*--\\s*(\\+goose\\s+down|migrate:down)\\b");

  private Guards() {}

  static boolean claimed(String text) {
    String up = upgrade(text);
    if (up.isEmpty()) {
      return false;
    }
    int made = count(MAKES, up);
    return made > 0 && (INSPECTS.matcher(up).find() || count(GUARDED, up) >= made);
  }

  /**
   * The body of {@code upgrade}, or a file of SQL as far as its way back; a rough cut is enough to
   * decide what is tried.
   */
  private static String upgrade(String text) {
    int start = text.indexOf("def upgrade(");
    if (start < 0) {
      Matcher back = WAY_BACK.matcher(text);
      return back.find() ? text.substring(0, back.start()) : text;
    }
    int end = text.indexOf("def downgrade(", start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private static int count(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
