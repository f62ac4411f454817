package dev.dovetail.core.statement;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * One statement, as the PostgreSQL machine takes it. {@link Opaque} is one that was seen and not
 * understood: it is never dropped and never guessed.
 */
public sealed interface Statement {

  // ---- types

  /**
   * CREATE TYPE ... AS ENUM.
   *
   * @param places where each label is written; empty where that is the statement's own place
   */
  record CreateEnum(Name type, List<String> labels, List<Origin> places) implements Statement {
    public CreateEnum {
      labels = List.copyOf(labels);
      places = List.copyOf(places);
    }

    public CreateEnum(Name type, List<String> labels) {
      this(type, labels, List.of());
    }
  }

  /** Where ADD VALUE puts a label. */
  sealed interface Position {
    record Last() implements Position {}

    record Before(String label) implements Position {}

    record After(String label) implements Position {}
  }

  record AddValue(Name type, String label, boolean ifNotExists, Position position)
      implements Statement {}

  /** DROP VALUE, which no server does: what it answers depends on its version. */
  record DropValue(Name type, String label) implements Statement {}

  record RenameValue(Name type, String from, String to) implements Statement {}

  /** ALTER TYPE (or DOMAIN) ... RENAME TO. */
  record RenameType(Name type, String to) implements Statement {}

  record SetTypeSchema(Name type, String schema) implements Statement {}

  /** DROP TYPE or DROP DOMAIN. */
  record DropType(List<Name> types, boolean ifExists, boolean cascade, boolean domain)
      implements Statement {
    public DropType {
      types = List.copyOf(types);
    }
  }

  record CreateDomain(
      Name domain,
      TypeName base,
      boolean notNull,
      Optional<Expression> defaultValue,
      List<TableConstraint.Check> checks)
      implements Statement {
    public CreateDomain {
      checks = List.copyOf(checks);
    }
  }

  /** One action of ALTER DOMAIN. */
  sealed interface DomainChange {
    record SetDefault(Expression value) implements DomainChange {}

    record DropDefault() implements DomainChange {}

    record SetNotNull() implements DomainChange {}

    record DropNotNull() implements DomainChange {}

    record AddCheck(TableConstraint.Check check, boolean notValid) implements DomainChange {}

    record DropConstraint(String name, boolean ifExists) implements DomainChange {}

    record Immaterial() implements DomainChange {}
  }

  record AlterDomain(Name domain, DomainChange change) implements Statement {}

  /** CREATE TYPE ... AS (...). */
  record CreateComposite(Name type, List<ColumnDefinition> attributes) implements Statement {
    public CreateComposite {
      attributes = List.copyOf(attributes);
    }
  }

  record CreateRange(Name type, TypeName subtype) implements Statement {}

  // ---- schemas

  record CreateSchema(String schema, boolean ifNotExists) implements Statement {}

  record DropSchema(List<String> schemas, boolean ifExists, boolean cascade) implements Statement {
    public DropSchema {
      schemas = List.copyOf(schemas);
    }
  }

  record RenameSchema(String from, String to) implements Statement {}

  /**
   * SET search_path.
   *
   * @param local until the end of the transaction
   * @param schemas empty for an empty path
   */
  record SetSearchPath(List<String> schemas, boolean local) implements Statement {
    public SetSearchPath {
      schemas = List.copyOf(schemas);
    }
  }

  record ResetSearchPath() implements Statement {}

  // ---- tables

  /**
   * CREATE TABLE.
   *
   * @param like tables named by LIKE
   * @param inherits tables named by INHERITS
   * @param query of CREATE TABLE ... AS
   */
  record CreateTable(
      Name table,
      boolean ifNotExists,
      boolean temporary,
      List<ColumnDefinition> columns,
      List<TableConstraint> constraints,
      Optional<Partitioning> partitioning,
      Optional<PartitionOf> partitionOf,
      List<Name> like,
      List<Name> inherits,
      Optional<Query> query)
      implements Statement {
    public CreateTable {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
      like = List.copyOf(like);
      inherits = List.copyOf(inherits);
    }

    public static CreateTable of(
        Name table, List<ColumnDefinition> columns, List<TableConstraint> constraints) {
      return new CreateTable(
          table,
          false,
          false,
          columns,
          constraints,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());
    }
  }

  /** PARTITION BY: {@code LIST}, {@code RANGE} or {@code HASH}, and the keys. */
  record Partitioning(String method, List<IndexKey> keys) {
    public Partitioning {
      keys = List.copyOf(keys);
    }
  }

  /** PARTITION OF parent, with the literals of its bound; {@code bound} as it was written. */
  record PartitionOf(Name parent, List<Expression> values, String bound) {
    public PartitionOf {
      values = List.copyOf(values);
    }
  }

  record AlterTable(Name table, boolean ifExists, List<TableChange> changes) implements Statement {
    public AlterTable {
      changes = List.copyOf(changes);
    }
  }

  record DropTable(List<Name> tables, boolean ifExists, boolean cascade) implements Statement {
    public DropTable {
      tables = List.copyOf(tables);
    }
  }

  record RenameColumn(Name table, String from, String to, boolean ifTableExists)
      implements Statement {}

  record RenameConstraint(Name table, String from, String to) implements Statement {}

  record Truncate(List<Name> tables, boolean cascade) implements Statement {
    public Truncate {
      tables = List.copyOf(tables);
    }
  }

  // ---- relations of every kind

  /** What DROP, RENAME, SET SCHEMA and COMMENT may name besides types and tables. */
  enum Kind {
    TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    SEQUENCE,
    VIEW,
    MATERIALIZED_VIEW,
    TYPE,
    DOMAIN,
    FUNCTION,
    TRIGGER,
    POLICY,
    RULE,
    SCHEMA,
    EXTENSION,
    OTHER
  }

  record RenameRelation(Kind kind, Name relation, String to, boolean ifExists)
      implements Statement {}

  record SetRelationSchema(Kind kind, Name relation, String schema, boolean ifExists)
      implements Statement {}

  // ---- indexes and sequences

  /**
   * CREATE INDEX.
   *
   * @param options what stands between the columns and WHERE in the catalog's words, as {@code WITH
   *     (fillfactor='70')} or {@code NULLS NOT DISTINCT}; else empty
   * @param predicateSource WHERE as it was written
   */
  record CreateIndex(
      Optional<String> index,
      Name table,
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      String method,
      List<IndexKey> keys,
      List<String> include,
      String options,
      Optional<Expression> predicate,
      String predicateSource)
      implements Statement {
    public CreateIndex {
      keys = List.copyOf(keys);
      include = List.copyOf(include);
    }

    public CreateIndex(
        Optional<String> index,
        Name table,
        boolean unique,
        boolean concurrently,
        boolean ifNotExists,
        String method,
        List<IndexKey> keys,
        List<String> include,
        Optional<Expression> predicate,
        String predicateSource) {
      this(
          index,
          table,
          unique,
          concurrently,
          ifNotExists,
          method,
          keys,
          include,
          "",
          predicate,
          predicateSource);
    }
  }

  record DropIndex(List<Name> indexes, boolean concurrently, boolean ifExists, boolean cascade)
      implements Statement {
    public DropIndex {
      indexes = List.copyOf(indexes);
    }
  }

  /** CREATE SEQUENCE; {@code ownedBy} is table and column. */
  record CreateSequence(Name sequence, boolean ifNotExists, Optional<OwnedBy> ownedBy)
      implements Statement {}

  /** ALTER SEQUENCE ... OWNED BY; empty is OWNED BY NONE. */
  record OwnSequence(Name sequence, Optional<OwnedBy> ownedBy, boolean ifExists)
      implements Statement {}

  record OwnedBy(Name table, String column) {}

  record DropSequence(List<Name> sequences, boolean ifExists, boolean cascade)
      implements Statement {
    public DropSequence {
      sequences = List.copyOf(sequences);
    }
  }

  // ---- things that hold on to types, tables and columns

  record CreateView(
      Name view,
      boolean orReplace,
      boolean materialized,
      boolean ifNotExists,
      List<String> columns,
      Query query)
      implements Statement {
    public CreateView {
      columns = List.copyOf(columns);
    }
  }

  record DropView(List<Name> views, boolean materialized, boolean ifExists, boolean cascade)
      implements Statement {
    public DropView {
      views = List.copyOf(views);
    }
  }

  /**
   * CREATE FUNCTION or PROCEDURE.
   *
   * @param inputs the types of its IN, INOUT and VARIADIC arguments
   * @param mentioned every type its signature names, results included
   * @param body text between quotes, else the words of a BEGIN ATOMIC or RETURN body
   * @param atomic that the body is parsed when it is created (BEGIN ATOMIC, RETURN)
   * @param queries the statements of a body in SQL, as far as they were understood
   */
  record CreateFunction(
      Name function,
      boolean orReplace,
      List<TypeName> inputs,
      List<TypeName> mentioned,
      String language,
      String body,
      boolean atomic,
      List<Statement> queries)
      implements Statement {
    public CreateFunction {
      inputs = List.copyOf(inputs);
      mentioned = List.copyOf(mentioned);
      queries = List.copyOf(queries);
    }
  }

  /** DROP FUNCTION; {@code inputs} is empty where no argument list was written. */
  record DropFunction(
      Name function, Optional<List<TypeName>> inputs, boolean ifExists, boolean cascade)
      implements Statement {}

  record CreateTrigger(
      String trigger,
      boolean orReplace,
      Name table,
      List<String> columns,
      Optional<Expression> when,
      Name function)
      implements Statement {
    public CreateTrigger {
      columns = List.copyOf(columns);
    }
  }

  record CreatePolicy(String policy, Name table, List<Expression> expressions)
      implements Statement {
    public CreatePolicy {
      expressions = List.copyOf(expressions);
    }
  }

  record CreateRule(String rule, boolean orReplace, Name table, List<Expression> expressions)
      implements Statement {
    public CreateRule {
      expressions = List.copyOf(expressions);
    }
  }

  /** DROP TRIGGER, POLICY or RULE ... ON table. */
  record DropOnTable(Kind kind, String name, Name table, boolean ifExists, boolean cascade)
      implements Statement {}

  record CreateCast(TypeName from, TypeName to) implements Statement {}

  record CreateExtension(String extension, boolean ifNotExists, Optional<String> schema)
      implements Statement {}

  /** COMMENT ON: nothing changes, but what it names must be there. {@code detail} is a column. */
  record CommentOn(Kind kind, Name object, Optional<String> detail) implements Statement {}

  // ---- rows

  /**
   * INSERT.
   *
   * @param columns empty means all, in order
   * @param rows the rows of VALUES; none where it is DEFAULT VALUES or a query
   */
  record Insert(
      Name table,
      List<String> columns,
      List<List<Expression>> rows,
      Optional<Query> query,
      boolean onConflict)
      implements Statement {
    public Insert {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  record Assignment(String column, Expression value) {}

  record Update(
      Name table,
      Optional<String> alias,
      List<Assignment> assignments,
      List<Query.Source> from,
      Optional<Expression> where)
      implements Statement {
    public Update {
      assignments = List.copyOf(assignments);
      from = List.copyOf(from);
    }
  }

  record Delete(
      Name table, Optional<String> alias, List<Query.Source> using, Optional<Expression> where)
      implements Statement {
    public Delete {
      using = List.copyOf(using);
    }
  }

  record Select(Query query) implements Statement {}

  // ---- transactions

  record Begin() implements Statement {}

  record Commit() implements Statement {}

  record Rollback() implements Statement {}

  record Savepoint(String name) implements Statement {}

  record ReleaseSavepoint(String name) implements Statement {}

  record RollbackTo(String name) implements Statement {}

  // ---- PL/pgSQL

  /** A DO block. */
  record DoBlock(Block block) implements Statement {}

  /** BEGIN ... EXCEPTION ... END. A block with handlers runs under a savepoint of its own. */
  record Block(List<Action> actions, List<Handler> handlers) {
    public Block {
      actions = List.copyOf(actions);
      handlers = List.copyOf(handlers);
    }
  }

  /** WHEN duplicate_object OR others THEN ...; conditions in lower case, or a SQLSTATE. */
  record Handler(List<String> conditions, List<Action> actions) {
    public Handler {
      conditions = List.copyOf(conditions);
      actions = List.copyOf(actions);
    }
  }

  /** One step of PL/pgSQL. */
  sealed interface Action {
    record Run(Statement statement) implements Action {}

    record If(List<Arm> arms, List<Action> otherwise) implements Action {
      public If {
        arms = List.copyOf(arms);
        otherwise = List.copyOf(otherwise);
      }
    }

    record Nested(Block block) implements Action {}

    /** RAISE EXCEPTION with its SQLSTATE, P0001 where none is written. Notices are nothing. */
    record RaiseException(String sqlstate, String message) implements Action {}

    /** NULL, RAISE NOTICE and the like. */
    record Nothing() implements Action {}

    /** Loops, variables and all that is not understood. */
    record Obscure(String text, String reason, Touches touches) implements Action {}
  }

  record Arm(Expression condition, List<Action> actions) {
    public Arm {
      actions = List.copyOf(actions);
    }
  }

  // ---- the rest

  /** Understood, and nothing that this model holds: GRANT, ANALYZE, SET statement_timeout ... */
  record Immaterial(String text) implements Statement {}

  /**
   * What PostgreSQL's grammar refuses, or a command that always fails.
   *
   * @param sqlstate 42601 for a syntax error
   */
  record Refused(String text, String sqlstate, String message) implements Statement {}

  /** Seen and not understood: what it says, why it was not understood, what it might touch. */
  record Opaque(String text, String reason, Touches touches) implements Statement {}
}
