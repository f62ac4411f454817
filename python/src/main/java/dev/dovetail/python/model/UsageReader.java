package dev.dovetail.python.model;

import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.declared.Usage.Given;
import dev.dovetail.core.declared.Usage.PlainMembers;
import dev.dovetail.core.declared.Usage.Use;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads of a file how it uses tables: by its words, and by what they come to. */
final class UsageReader {

  private final String path;
  private final List<Use> uses = new ArrayList<>();

  private UsageReader(String path) {
    this.path = path;
  }

  /** What stands in a file, whatever its expressions come to. */
  private record Written(List<Use> uses, SentSql.Calls calls) {

    static Written in(PythonFile file) {
      UsageReader reader = new UsageReader(file.path());
      List<Node.Call> calls = Descent.calls(file.body());
      calls.forEach(reader::call);
      Descent.comparisons(file.body()).forEach(reader::compare);
      return new Written(List.copyOf(reader.uses), SentSql.Calls.in(file, calls));
    }
  }

  /**
   * @param values what an expression of the file comes to
   */
  static Usage read(PythonFile file, Modules modules, Function<Node.Expr, Value> values) {
    Written written = modules.told(file, Written.class, Written::in);
    return new Usage(
        SentSql.read(file.path(), written.calls(), values),
        written.uses(),
        written.calls().adapted() ? PlainMembers.ADAPTED : PlainMembers.UNKNOWN);
  }

  private void call(Node.Call call) {
    String name = name(call.function()).orElse("");
    if (isClass(name)) {
      for (Node.Keyword keyword : call.keywords()) {
        keyword.name().ifPresent(attribute -> use(name, attribute, keyword.value(), false));
      }
    }
  }

  private void compare(Node.Compare comparison) {
    Node.Expr left = comparison.left();
    for (int i = 0; i < comparison.operators().size(); i++) {
      Node.Expr right = comparison.comparators().get(i);
      String operator = comparison.operators().get(i);
      if (operator.equals("==") || operator.equals("!=")) {
        compare(left, right);
        compare(right, left);
      }
      left = right;
    }
  }

  private void compare(Node.Expr attribute, Node.Expr value) {
    if (attribute instanceof Node.Attribute of) {
      name(of.value())
          .filter(UsageReader::isClass)
          .ifPresent(type -> use(type, of.name(), value, true));
    }
  }

  private void use(String type, String attribute, Node.Expr value, boolean compared) {
    given(value)
        .ifPresent(given ->
            uses.add(
                new Use(type, attribute, given, compared, new Origin.InFile(path, value.span()))));
  }

  private static Optional<Given> given(Node.Expr value) {
    return switch (value) {
      case Node.Str text -> Optional.of(new Given.Text(text.value()));
      case Node.Attribute of
          when of.name().equals("value") && of.value() instanceof Node.Attribute member ->
          name(member.value())
              .filter(UsageReader::isClass)
              .map(type -> new Given.ValueOf(type, member.name()));
      case Node.Call call when call.function() instanceof Node.Attribute function ->
          clock(call, function);
      default -> Optional.empty();
    };
  }

  private static Optional<Given> clock(Node.Call call, Node.Attribute function) {
    boolean plain = call.arguments().isEmpty() && call.keywords().isEmpty();
    boolean ofClock = name(function.value()).filter("datetime"::equals).isPresent();
    return switch (function.name()) {
      case "utcnow" -> ofClock ? Optional.of(new Given.Clock(false)) : Optional.empty();
      case "now" -> ofClock ? Optional.of(new Given.Clock(!plain)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  static boolean isClass(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }

  static Optional<String> name(Node.Expr expression) {
    return switch (expression) {
      case Node.Name name -> Optional.of(name.id());
      case Node.Attribute attribute when attribute.value() instanceof Node.Name ->
          Optional.of(attribute.name());
      default -> Optional.empty();
    };
  }
}
