package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Remark;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.python.value.PythonRaise;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Creating and dropping enum types. Only {@code create_table} creates one by itself, and it
 * remembers for the length of a command which it has met: the memo. Labels play no part in that.
 */
final class EnumOperations {

  private final Connection connection;
  private final String scripts;
  private final Set<Name> memo = new HashSet<>();

  /**
   * The operations of one command.
   *
   * @param scripts the folder whose files belong to the migrations
   */
  EnumOperations(Connection connection, String scripts) {
    this.connection = connection;
    this.scripts = scripts;
  }

  /** What {@code create_table} does for a column before it creates the table. */
  void beforeTable(EnumType type, Optional<String> tableSchema, Origin at) {
    boolean left = !type.createType() || (type.bound() && !connection.dialect().enumsAsIn21());
    if (!type.nativeEnum() || left) {
      return;
    }
    // The name is asked for only when SQL is written, so an enum without one is remembered as well.
    Name key = new Name(type.inheritSchema() ? tableSchema : type.schema(), type.name().orElse(""));
    if (type.createIgnored()) {
      connection.remark(
          new Remark.CreateTypeIgnored(
              connection.revision().orElse(""), type.name().orElse(""), type.at()));
    }
    if (memo.add(key)) {
      emitCreate(type, tableSchema, at);
    }
  }

  /** {@code type.create(bind, checkfirst=...)}. */
  void create(EnumType type, Optional<Boolean> checkFirst, Origin at) {
    if (!type.nativeEnum()) {
      return;
    }
    if (!checkFirst.orElse(!type.generic()) || isMissing(type)) {
      emitCreate(type, Optional.empty(), at);
    } else {
      remarkHidden(type, type.in(Optional.empty()), at);
    }
  }

  /** {@code type.drop(bind, checkfirst=...)}. */
  void drop(EnumType type, Optional<Boolean> checkFirst, Origin at) {
    if (!type.nativeEnum()) {
      return;
    }
    if (!checkFirst.orElse(!type.generic()) || !isMissing(type)) {
      connection.apply(
          new Statement.DropType(List.of(type.in(Optional.empty())), false, false, false), at);
    }
  }

  private boolean isMissing(EnumType type) {
    Name name = new Name(type.schema(), type.named());
    List<String> touched = List.of(type.named());
    Doubts.about(connection.session(), touched)
        .ifPresent(doubt -> {
          throw new Unreadable(
              "whether the type " + name + " exists is not known: " + doubt.reason(),
              doubt.origin());
        });
    return connection.session().typeNamed(name).isEmpty();
  }

  private void emitCreate(EnumType type, Optional<String> tableSchema, Origin at) {
    Name name = type.in(tableSchema);
    if (!type.literal()) {
      throw PythonRaise.of(
          "sqlalchemy.exc.CompileError",
          "Could not render literal value of a member of an enum class",
          at);
    }
    remarkCreatedTwice(name, at);
    remarkApplication(type, name);
    connection.apply(
        new Statement.CreateEnum(
            name, type.texts(), type.labels().stream().map(EnumType.Label::at).toList()),
        at);
  }

  private void remarkCreatedTwice(Name name, Origin at) {
    connection
        .session()
        .enumNamed(name)
        .ifPresent(first ->
            connection.remark(
                new Remark.CreatedTwice(
                    connection.revision().orElse(""),
                    first.name().toString(),
                    first.origin(),
                    at)));
  }

  /** Whoever asks first whether a type is there does not learn that it has other labels. */
  private void remarkHidden(EnumType type, Name name, Origin at) {
    connection
        .session()
        .enumNamed(name)
        .filter(there -> !there.texts().equals(type.texts()))
        .ifPresent(there ->
            connection.remark(
                new Remark.DefinitionHidden(
                    connection.revision().orElse(""),
                    there.name().toString(),
                    there.texts(),
                    type.texts(),
                    there.origin(),
                    at)));
  }

  private void remarkApplication(EnumType type, Name name) {
    Optional<String> source = type.source().map(s -> s.module()).or(() -> fileOfLabels(type));
    source
        .filter(file -> !file.startsWith(scripts.isEmpty() ? "versions/" : scripts + "/"))
        .ifPresent(file ->
            connection.remark(
                new Remark.EnumFromApplication(
                    connection.revision().orElse(""),
                    type.source().map(s -> s.name()).orElse(name.name()),
                    name.toString(),
                    type.at())));
  }

  private static Optional<String> fileOfLabels(EnumType type) {
    return type.labels().stream()
        .map(label -> label.at() instanceof Origin.InFile file ? file.path() : "")
        .filter(path -> !path.isEmpty())
        .findFirst();
  }
}
