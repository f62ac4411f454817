package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.SyntaxProblem;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Function;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads single files: the enum classes they define, the mapped classes and the tables. Each file is
 * read once, however many services share it.
 */
final class ModelReader {

  private static final int DEEPEST = 16;

  private final Modules modules;
  private final Alchemy alchemy = new Alchemy();
  private final Interpreter interpreter;
  private final EnumClasses enumClasses;
  private final Annotations annotations;
  private final TypeReader types;
  private final Columns columns;
  private final MappedClass.Family family;
  private final Map<String, ModelFile> files = new HashMap<>();

  ModelReader(Modules modules, SourceFiles sources) {
    this.modules = modules;
    this.interpreter = new Interpreter(modules, alchemy);
    this.enumClasses = new EnumClasses(sources);
    this.annotations = new Annotations(modules, interpreter);
    this.types = new TypeReader(interpreter);
    this.columns = new Columns(types, enumClasses);
    this.family = new MappedClass.Family(interpreter);
  }

  ModelFile read(String path) {
    return Optional.ofNullable(files.get(path))
        .orElseGet(() -> {
          ModelFile file = readNow(path);
          files.put(path, file);
          return file;
        });
  }

  /**
   * The enum class that a name of a file's top level stands for, also when it is imported there.
   */
  Optional<DeclaredEnum> enumNamed(String path, String name) {
    return interpreter.global(path, name) instanceof EnumClass type
        ? Optional.of(declared(type))
        : Optional.empty();
  }

  private DeclaredEnum declared(EnumClass type) {
    // The file of the class knows it by its full name and by its bases as they are written.
    if (!files.containsKey(type.module())) {
      read(type.module());
    }
    return enumClasses.of(type);
  }

  private ModelFile readNow(String path) {
    Optional<PythonFile> parsed = modules.parse(path);
    if (parsed.isEmpty()) {
      return new ModelFile(
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          Usage.none(),
          Optional.of(
              new Models.Problem(path, "the file is no UTF-8 text", Origin.inFile(path, 1, 1))));
    }
    Map<String, DeclaredEnum> enums = new LinkedHashMap<>();
    List<ClassValue> classes = new ArrayList<>();
    for (Node.Stmt statement : Statements.flat(parsed.get().body())) {
      switch (statement) {
        case Node.ClassDef definition ->
            collect(
                definition,
                path,
                "",
                interpreter.global(path, definition.name()),
                enums,
                classes,
                0);
        case Node.Assign assign when assign.value() instanceof Node.Call call ->
            functional(assign, call, path, enums);
        default -> {}
      }
    }
    interpreter.global(path, "__name__");
    classes.addAll(alchemy.classes(path));
    List<EnumColumn> found = new ArrayList<>();
    List<TablePart> tables = new ArrayList<>();
    for (Value.Constructed table : alchemy.tables(path)) {
      table(table, found).ifPresent(tables::add);
    }
    Set<ClassValue> seen = new HashSet<>();
    for (ClassValue type : classes) {
      if (seen.add(type)) {
        family.mapped(type).flatMap(mapped -> mapped(mapped, found)).ifPresent(tables::add);
      }
    }
    return new ModelFile(
        enums,
        found,
        tables,
        alchemy.loose(path),
        UsageReader.read(
            parsed.get(), modules, expression -> interpreter.evaluate(path, expression)),
        problem(parsed.get()));
  }

  private void collect(
      Node.ClassDef definition,
      String path,
      String around,
      Value value,
      Map<String, DeclaredEnum> enums,
      List<ClassValue> classes,
      int depth) {
    String qualified = around + definition.name();
    switch (value) {
      case EnumClass type -> {
        List<String> bases = definition.bases().stream().map(ModelReader::source).toList();
        enums.put(qualified, enumClasses.declare(type, qualified, bases));
      }
      case ClassValue type when depth < DEEPEST -> {
        classes.add(type);
        for (Node.Stmt inner : Statements.flat(definition.body())) {
          if (inner instanceof Node.ClassDef nested) {
            Optional.ofNullable(type.attributes().get(nested.name()))
                .ifPresent(member ->
                    collect(nested, path, qualified + ".", member, enums, classes, depth + 1));
          }
        }
      }
      case Value.Unknown why
          when definition.bases().stream().anyMatch(base -> isEnum(base, path)) ->
          enums.put(
              qualified,
              enumClasses.unknown(
                  qualified, path, definition, "the class is not known: " + why.reason()));
      default -> {}
    }
  }

  private boolean isEnum(Node.Expr base, String path) {
    String name = source(base);
    return name.endsWith("Enum")
        || name.endsWith("Flag")
        || interpreter.evaluate(path, base) instanceof EnumClass;
  }

  private void functional(
      Node.Assign assign, Node.Call call, String path, Map<String, DeclaredEnum> enums) {
    if (assign.targets().size() == 1
        && assign.targets().getFirst() instanceof Node.Name target
        && interpreter.global(path, target.id()) instanceof EnumClass type
        && type.at() instanceof Origin.InFile place
        && place.path().equals(path)
        && assign.span().line() <= place.span().line()
        && place.span().line() <= assign.span().endLine()) {
      enums.put(
          target.id(), enumClasses.declare(type, type.name(), List.of(source(call.function()))));
    }
  }

  private Optional<TablePart> table(Value.Constructed made, List<EnumColumn> found) {
    List<Value> arguments = made.arguments().positional();
    Optional<Value> written = made.arguments().get(0, "name");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<Value> metadata = made.arguments().get(1, "metadata");
    Optional<String> schema =
        made.arguments()
            .named("schema")
            .flatMap(EnumTypes::text)
            .or(() -> metadata.flatMap(EnumTypes::schemaOf));
    Optional<String> name = EnumTypes.text(written.get());
    MappedTable table =
        new MappedTable(
            schema,
            name.orElse("?"),
            name.isPresent()
                ? Optional.empty()
                : Optional.of(EnumTypes.why("the name of the table", written.get())));
    List<Written> all = new ArrayList<>();
    List<Value> beside = new ArrayList<>();
    for (Value argument : arguments.subList(Math.min(2, arguments.size()), arguments.size())) {
      Optional<Value.Constructed> column = Columns.column(argument);
      column
          .flatMap(it -> columns.read(it, Optional.empty(), table, it.at()))
          .ifPresent(found::add);
      column.ifPresentOrElse(
          it ->
              all.add(
                  new Written(
                      it.arguments(),
                      List.of(it),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      new TypeMap(types, Optional.empty()),
                      false,
                      it.at())),
          () -> beside.add(argument));
    }
    return Optional.of(
        new TablePart(
            table,
            Optional.empty(),
            false,
            all,
            beside,
            metadata,
            metadata.filter(Value.Constructed.class::isInstance).map(it -> (Object) it),
            Optional.of(made),
            made
                .arguments()
                .more()
                .map(why -> "its columns are not known: " + why.reason())
                .stream()
                .toList(),
            made.at()));
  }

  private Optional<TablePart> mapped(MappedClass mapped, List<EnumColumn> found) {
    Optional<MappedTable> table = mapped.isOverTable() ? Optional.empty() : mapped.table();
    if (table.isEmpty()) {
      return Optional.empty();
    }
    TypeMap map = new TypeMap(types, mapped.typeMap());
    Set<String> seen = new HashSet<>();
    List<Written> all = new ArrayList<>();
    List<String> unsure = new ArrayList<>();
    for (Value link : mapped.chain().links()) {
      if (link instanceof Value.Unknown why) {
        unsure.add("a base of " + mapped.type().name() + " is not known: " + why.reason());
      }
    }
    for (String stranger : mapped.strangers()) {
      unsure.add(mapped.type().name() + " comes from " + stranger + ", which is not read");
    }
    for (ClassValue source : mapped.sources()) {
      for (Node.Stmt statement : Statements.flat(source.definition().body())) {
        Optional<Attribute> attribute = attribute(mapped, source, statement, seen);
        attribute.flatMap(it -> column(it, mapped, source, map, table.get())).ifPresent(found::add);
        attribute.flatMap(it -> written(it, mapped, source, map)).ifPresent(all::add);
        attribute
            .filter(it -> it.value().filter(Value.Unknown.class::isInstance).isPresent())
            .ifPresent(it -> unsure.add("what " + it.name() + " is, is not known"));
      }
    }
    return Optional.of(
        new TablePart(
            table.get(),
            Optional.of(mapped.type().name()),
            mapped.isHeir(),
            all,
            mapped.tableArguments(),
            mapped.metadata(),
            mapped.home(),
            Optional.empty(),
            unsure,
            mapped.type().at()));
  }

  /** The metadata that a file gives to Alembic. */
  Optional<MetadataHome.Target> target(String path) {
    return new MetadataHome(modules, interpreter, family).target(path);
  }

  /** The tables of a service, of the parts that its files hold. */
  List<DeclaredTable> assemble(List<TablePart> parts, List<Value.Constructed> loose) {
    return new TableAssembly(new ColumnFacts(types)).assemble(parts, loose);
  }

  private Optional<Written> written(
      Attribute attribute, MappedClass mapped, ClassValue source, TypeMap map) {
    Annotations.Place place = new Annotations.Place(source, source.module());
    Optional<Node.Expr> mappedType = mappedType(attribute, mapped, place);
    Optional<Value.Constructed> column = attribute.value().flatMap(Columns::column);
    boolean annotated =
        mappedType.isPresent() && (column.isPresent() || isPlain(attribute, mapped));
    if (!annotated && column.isEmpty()) {
      return Optional.empty();
    }
    // A Column beside an annotation is taken as it is, and so is one that deferred() wraps.
    boolean bare =
        column.filter(made -> made.callee().equals("sqlalchemy.Column")).isPresent()
            || (column.isPresent()
                && attribute.value().filter(value -> value != column.get()).isPresent());
    boolean counts = annotated && (!bare || mapped.isSqlModel());
    Optional<Meaning> meaning =
        counts ? mappedType.map(type -> annotations.read(type, place)) : Optional.empty();
    if (mapped.isSqlModel()) {
      return SqlModelField.column(attribute.value(), meaning)
          .map(own ->
              new Written(
                  own,
                  column.stream().toList(),
                  Optional.of(attribute.name()),
                  mappedType.map(AnnotationText::of),
                  SqlModelField.isColumn(attribute.value()) ? Optional.empty() : meaning,
                  map,
                  true,
                  attribute.at()));
    }
    Arguments own = column.map(Value.Constructed::arguments).orElse(Arguments.NONE);
    return Optional.of(
        new Written(
            Written.merged(own, meaning.flatMap(Meaning::column)),
            column.stream().toList(),
            Optional.of(attribute.name()),
            mappedType.map(AnnotationText::of),
            meaning,
            map,
            false,
            attribute.at()));
  }

  /** An attribute of a mapped class: its name, where it is written, its annotation and value. */
  private record Attribute(
      String name,
      Origin at,
      Optional<Node.Expr> annotation,
      Optional<Node.Expr> source,
      Optional<Value> value) {

    boolean speaksOfEnums() {
      return source.filter(EnumHint::in).isPresent() || annotation.filter(EnumHint::in).isPresent();
    }
  }

  private static Optional<Attribute> attribute(
      MappedClass mapped, ClassValue source, Node.Stmt statement, Set<String> seen) {
    Optional<Node.Name> target =
        switch (statement) {
          case Node.AnnAssign assign when assign.target() instanceof Node.Name name ->
              Optional.of(name);
          case Node.Assign assign
              when assign.targets().size() == 1
                  && assign.targets().getFirst() instanceof Node.Name name ->
              Optional.of(name);
          case Node.FunctionDef function when isDeclaredAttr(function) ->
              Optional.of(new Node.Name(function.name(), function.span()));
          default -> Optional.empty();
        };
    return target
        .filter(name -> seen.add(name.id()))
        .map(name ->
            new Attribute(
                name.id(),
                new Origin.InFile(source.module(), name.span()),
                statement instanceof Node.AnnAssign assign
                    ? Optional.of(assign.annotation())
                    : Optional.empty(),
                sourceOf(statement),
                Optional.ofNullable(source.attributes().get(name.id()))
                    .map(value ->
                        statement instanceof Node.FunctionDef ? mapped.computed(value) : value)));
  }

  private static Optional<Node.Expr> sourceOf(Node.Stmt statement) {
    return switch (statement) {
      case Node.Assign assign -> Optional.of(assign.value());
      case Node.AnnAssign assign -> assign.value();
      default -> Optional.empty();
    };
  }

  private Optional<Node.Expr> mappedType(
      Attribute attribute, MappedClass mapped, Annotations.Place place) {
    return attribute
        .annotation()
        .flatMap(annotation ->
            annotations
                .mapped(annotation, place)
                .or(() -> mapped.isSqlModel() ? Optional.of(annotation) : Optional.empty()));
  }

  private Optional<EnumColumn> column(
      Attribute attribute, MappedClass mapped, ClassValue source, TypeMap map, MappedTable table) {
    Annotations.Place place = new Annotations.Place(source, source.module());
    Optional<Node.Expr> mappedType = mappedType(attribute, mapped, place);
    Optional<Value.Constructed> column = attribute.value().flatMap(Columns::column);
    Optional<EnumColumn> found;
    if (mappedType.isPresent() && (column.isPresent() || isPlain(attribute, mapped))) {
      found =
          columns.read(
              column,
              annotations.read(mappedType.get(), place),
              map,
              attribute.name(),
              table,
              attribute.at());
    } else if (column.isEmpty()
        && attribute.value().isPresent()
        && attribute.value().get() instanceof Value.Unknown why) {
      found = Optional.of(columns.unknown(why, attribute.name(), table, attribute.at()));
    } else {
      found =
          column.flatMap(
              made -> columns.read(made, Optional.of(attribute.name()), table, attribute.at()));
    }
    return found.filter(enumColumn -> isAboutEnums(enumColumn) || attribute.speaksOfEnums());
  }

  /** Whether more is known of a column than that its type is not known. */
  private static boolean isAboutEnums(EnumColumn column) {
    return column.declared().isPresent()
        || !column.labels().isEmpty()
        || column.unknown().filter(EnumHint::speaks).isPresent()
        || !(column.persistence() instanceof EnumColumn.Persistence.Unknown);
  }

  /** Whether an annotation without a column makes one: there is no value, or a mere default. */
  private static boolean isPlain(Attribute attribute, MappedClass mapped) {
    return attribute.value().isEmpty()
        || (mapped.isSqlModel() && !(attribute.value().get() instanceof Value.Constructed))
        || !(attribute.value().get() instanceof Value.Constructed
            || attribute.value().get() instanceof Function
            || attribute.value().get() instanceof Value.Unknown);
  }

  private static boolean isDeclaredAttr(Node.FunctionDef function) {
    return function.decorators().stream()
        .map(decorator -> decorator instanceof Node.Call call ? call.function() : decorator)
        .map(ModelReader::source)
        .anyMatch(name -> name.contains("declared_attr"));
  }

  private static Optional<Models.Problem> problem(PythonFile file) {
    return file.errors().stream()
        .findFirst()
        .map((SyntaxProblem error) ->
            new Models.Problem(
                file.path(), error.message(), new Origin.InFile(file.path(), error.span())));
  }

  /** A dotted name as it is written. */
  static String source(Node.Expr expression) {
    StringBuilder text = new StringBuilder();
    Node.Expr left = expression;
    while (left instanceof Node.Attribute attribute) {
      text.insert(0, "." + attribute.name());
      left = attribute.value();
    }
    return (left instanceof Node.Name name ? name.id() : "?") + text;
  }
}
