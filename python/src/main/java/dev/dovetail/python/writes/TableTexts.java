package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.writes.Sources.Source;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through strings that may write the table: SQL, and names by which a table is found. */
final class TableTexts {

  private static final String WRITING =
      "\\b(?:insert\\s+into|update(?:\\s+only)?|merge\\s+into|copy)\\s+";

  /** A statement whose table is put in when it runs. */
  private static final Pattern OF_ANY =
      Pattern.compile(WRITING + "[\"`]?(?:$|%|\\{)", Pattern.CASE_INSENSITIVE);

  /** Calls to which the same word is only a name. */
  private static final Set<String> NAMING =
      Set.of("Blueprint", "getLogger", "get_logger", "relationship", "backref");

  private final Sought sought;
  private final Gathered gathered;
  private final Pattern writes;
  private final Pattern column;

  TableTexts(Sought sought, Gathered gathered) {
    this.sought = sought;
    this.gathered = gathered;
    this.writes =
        Pattern.compile(
            WRITING
                + "(?:[\"`]?\\w+[\"`]?\\.)?[\"`]?"
                + Pattern.quote(sought.table())
                + "\\b(\\s*\\()?",
            Pattern.CASE_INSENSITIVE);
    this.column =
        Pattern.compile(
            "(?<!\\w)" + Pattern.quote(sought.column()) + "(?!\\w)", Pattern.CASE_INSENSITIVE);
  }

  void of(Source source) {
    bytes(source);
    for (Node.Subscript subscript : source.nodes().all(Node.Subscript.class)) {
      if (Sources.last(subscript.value()).equals("tables")) {
        gathered.unsure("a table is found by its name", source, subscript);
      }
    }
    for (Node.Str text : source.nodes().all(Node.Str.class)) {
      Optional<Node> above = source.nodes().parent(text);
      if (text.value().equals(sought.table()) && finds(text, above)) {
        gathered.unsure(
            "the table `%s` is found by its name".formatted(sought.table()), source, text);
      }
      boolean joined = above.filter(Node.JoinedStr.class::isInstance).isPresent();
      if (writes(text.value(), joined) || OF_ANY.matcher(text.value()).find()) {
        gathered.unsure("SQL writes to a table there", source, text);
      }
    }
  }

  /** Bytes are sent as text is. */
  private void bytes(Source source) {
    for (Node.Bytes text : source.nodes().all(Node.Bytes.class)) {
      if (writes(text.escaped(), true) || OF_ANY.matcher(text.escaped()).find()) {
        gathered.unsure("SQL writes to a table there", source, text);
      }
    }
  }

  private static boolean finds(Node.Str text, Optional<Node> above) {
    return above
        .filter(it ->
            it instanceof Node.Call call && !NAMING.contains(Sources.last(call.function()))
                || it instanceof Node.Subscript subscript && Parents.same(subscript.index(), text))
        .isPresent();
  }

  /** Whether the text writes the column, or all columns. */
  private boolean writes(String text, boolean joined) {
    Matcher matcher = writes.matcher(text);
    boolean insertsAll = false;
    boolean found = false;
    while (matcher.find()) {
      found = true;
      boolean updates = matcher.group().regionMatches(true, 0, "update", 0, 6);
      insertsAll |= !updates && matcher.group(1) == null;
    }
    return found && (joined || insertsAll || column.matcher(text).find());
  }
}
