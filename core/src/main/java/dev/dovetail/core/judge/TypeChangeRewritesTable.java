package dev.dovetail.core.judge;

import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.statement.TableChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Most changes of a type write every row and index anew. */
final class TypeChangeRewritesTable extends Described {

  TypeChangeRewritesTable() {
    super(
        "type-change-rewrites-table",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "a column of a table that was there before gets a type that rewrites the table");
  }

  private static final Pattern TEXT =
      Pattern.compile("(text|character varying)(\\((\\d{1,9})\\))?");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.changes(facts, TableChange.ChangeType.class).stream()
        .flatMap(touch -> finding(facts, touch).stream())
        .toList();
  }

  private Optional<Finding> finding(
      ServiceFacts facts, OnTables.Touch<TableChange.ChangeType> touch) {
    Optional<String> from =
        touch
            .deed()
            .before()
            .tableNamed(touch.table())
            .flatMap(table -> table.column(touch.change().column()))
            .map(Schema.Column::type);
    Optional<String> to = touch.deed().before().display(touch.change().type());
    if (from.isEmpty() || to.isEmpty() || !rewrites(from.get(), to.get())) {
      return Optional.empty();
    }
    return Optional.of(
        FindingBuilder.of(this, facts, touch.deed().origin())
            .says(
                touch.subject(touch.change().column()),
                "%s goes from %s to %s: every row and index of %s is written anew under an ACCESS EXCLUSIVE lock"
                    .formatted(
                        Wording.code(touch.change().column()),
                        Wording.code(from.get()),
                        Wording.code(to.get()),
                        Wording.code(touch.table())),
                "add a column of the new type, fill it in batches while both are written, and let"
                    + " the code change over"));
  }

  /** Longer text is text; so little else is kept as it is that it need not be told apart here. */
  private static boolean rewrites(String from, String to) {
    if (from.equals(to) || Set.of(from, to).contains("cidr")) {
      return false;
    }
    Matcher one = TEXT.matcher(from);
    Matcher other = TEXT.matcher(to);
    if (one.matches() && other.matches()) {
      return length(other) < length(one);
    }
    boolean kept =
        from.startsWith("numeric") && to.startsWith("numeric")
            || from.startsWith("timestamp") && to.startsWith("timestamp")
            || from.startsWith("bit varying") && to.startsWith("bit varying");
    return !kept;
  }

  private static int length(Matcher text) {
    return Optional.ofNullable(text.group(3)).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }
}
