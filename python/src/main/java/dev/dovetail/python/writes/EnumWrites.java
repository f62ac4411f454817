package dev.dovetail.python.writes;

import dev.dovetail.core.declared.Written;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.writes.Sources.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which labels a service's code may write to a column. Nothing is guessed: every place that could
 * write the column has to be one of those that are understood, and give it a member or a string
 * that is written out. One other place, and it may be any label.
 */
public final class EnumWrites {

  /** Bases that write nothing by themselves. */
  private static final Set<String> PLAIN =
      Set.of(
          "DeclarativeBase", "DeclarativeBaseNoMeta", "MappedAsDataclass", "AsyncAttrs", "object");

  private final Sought sought;
  private final Model model;
  private final Sources sources;
  private final Gathered gathered = new Gathered();
  private final Set<String> ancestors = new HashSet<>();

  private EnumWrites(Sought sought, Model model, Sources sources) {
    this.sought = sought;
    this.model = model;
    this.sources = sources;
  }

  /**
   * @param files all of the service's code that may run
   */
  public static Written of(List<PythonFile> files, Sought sought) {
    return Model.of(files, sought)
        .map(model ->
            new EnumWrites(
                    sought, model, new Sources(files, sought.enumName(), model.type().name()))
                .written())
        .orElseGet(() ->
            new Written.Unsure("the column stands in no class that names its table", sought.at()));
  }

  private Written written() {
    Source own =
        sources.all().stream()
            .filter(source -> source.file().path().equals(sought.at().path()))
            .findFirst()
            .orElseThrow();
    definitions(own);
    EnumUses enums = new EnumUses(sought, gathered);
    ModelUses models = new ModelUses(model, sources, gathered);
    ColumnWrites writes = new ColumnWrites(sought, model, sources, gathered, ancestors);
    TableTexts texts = new TableTexts(sought, gathered);
    writes.defaults(own);
    for (Source source : sources.all()) {
      if (gathered.isOver()) {
        break;
      }
      enums.of(source);
      models.of(source);
      writes.of(source);
      texts.of(source);
    }
    return gathered.all();
  }

  /** What has to be so before anything else can be said. */
  private void definitions(Source own) {
    if (sources.classes(model.type().name()).size() > 1) {
      gathered.unsure(
          "several classes are called `%s`".formatted(model.type().name()), own, model.type());
    }
    if (sources.classes(sought.enumName()).size() > 1) {
      gathered.unsure(
          "several classes are called `%s`".formatted(sought.enumName()), own, model.declaration());
    }
    if (!isPlain(own)) {
      gathered.unsure("the column's type is one of the project's own", own, model.declaration());
    }
    if (sources.defines("process_bind_param")) {
      gathered.unsure("the project has column types of its own", own, model.declaration());
    }
    bases(own);
    for (Source source : sources.all()) {
      for (Node.Str text : source.nodes().all(Node.Str.class)) {
        boolean tablename =
            source
                .nodes()
                .parent(text)
                .filter(it ->
                    it instanceof Node.Assign assign
                        && Model.target(assign).filter("__tablename__"::equals).isPresent())
                .isPresent();
        boolean ours =
            source
                .nodes()
                .around(text, Node.ClassDef.class)
                .filter(type -> Parents.same(type, model.type()))
                .isPresent();
        if (tablename && !ours && text.value().equals(sought.table())) {
          gathered.unsure(
              "another class stands for the table `%s` too".formatted(sought.table()),
              source,
              text);
        }
      }
    }
  }

  /** Whether the column is declared by {@code Enum(Status)}, or by an annotation alone. */
  private boolean isPlain(Source own) {
    boolean annotated =
        model.declaration() instanceof Node.AnnAssign assign
            && assign.value().filter(value -> !isUntyped(value)).isEmpty()
            && own.nodes().all(Node.Name.class).stream()
                .anyMatch(name -> own.isEnum(name) && isWithin(name, assign.annotation()));
    return annotated
        || own.nodes().all(Node.Call.class).stream()
            .filter(call -> isWithin(call, model.declaration()))
            .anyMatch(call ->
                Sources.last(call.function()).toLowerCase(Locale.ROOT).endsWith("enum")
                    && call.arguments().stream().anyMatch(own::isEnum));
  }

  /** {@code mapped_column(default=...)}: the annotation says the type. */
  private static boolean isUntyped(Node.Expr value) {
    return value instanceof Node.Call call && call.arguments().isEmpty();
  }

  private static boolean isWithin(Node inner, Node outer) {
    return outer.span().compareTo(inner.span()) <= 0
        && inner.span().endLine() <= outer.span().endLine();
  }

  /** Methods of a base that is not read could write anything. */
  private void bases(Source own) {
    Deque<Node.ClassDef> todo = new ArrayDeque<>(List.of(model.type()));
    while (!todo.isEmpty()) {
      Node.ClassDef type = todo.pop();
      if (!ancestors.add(type.name())) {
        continue;
      }
      if (!type.keywords().isEmpty() || !type.decorators().isEmpty()) {
        gathered.unsure(
            "what is made of the class `%s` is not read".formatted(type.name()), own, model.type());
      }
      for (Node.Expr base : type.bases()) {
        String name = Sources.last(base);
        List<Node.ClassDef> defined = sources.classes(name);
        boolean flask = name.equals("Model") && base instanceof Node.Attribute;
        if (defined.size() == 1) {
          todo.push(defined.getFirst());
        } else if (!PLAIN.contains(name) && !sources.isMadeBase(name) && !flask) {
          gathered.unsure(
              "its base `%s` is not read".formatted(name.isEmpty() ? "..." : name),
              own,
              model.type());
        }
      }
    }
  }
}
