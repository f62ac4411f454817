package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Host;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What SQLAlchemy is to the reader of models: every call makes an object of its name and arguments.
 * Flask-SQLAlchemy and SQLModel hand SQLAlchemy's own names on, which are told apart here. Tables
 * are noted as they are made.
 */
final class Alchemy implements Host {

  private static final String FLASK = "flask_sqlalchemy.SQLAlchemy";

  private static final Set<String> SQLMODEL_OWN =
      Set.of("SQLModel", "Field", "Relationship", "Session", "main", "sql", "_compat");

  private static final Set<String> ORM =
      Set.of(
          "mapped_column",
          "relationship",
          "column_property",
          "deferred",
          "synonym",
          "composite",
          "Mapped",
          "declared_attr",
          "backref",
          "aliased");

  private static final Set<String> BESIDE_TABLES =
      Set.of("sqlalchemy.Index", "sqlalchemy.UniqueConstraint", "sqlalchemy.CheckConstraint");

  private final Map<String, List<Value.Constructed>> tables = new HashMap<>();
  private final Map<String, List<ClassValue>> classes = new HashMap<>();
  private final Deque<String> running = new ArrayDeque<>();
  private final Map<String, List<Value.Constructed>> loose = new HashMap<>();

  @Override
  public void begins(String path) {
    running.push(path);
  }

  @Override
  public void ends(String path) {
    running.pop();
  }

  @Override
  public void defined(ClassValue type) {
    classes.computeIfAbsent(reason(type.module()), any -> new ArrayList<>()).add(type);
  }

  /** The classes that functions make while a file is imported. */
  List<ClassValue> classes(String path) {
    return List.copyOf(classes.getOrDefault(path, List.of()));
  }

  /** The file whose import makes something, even if a function of another file does. */
  private String reason(String path) {
    return Optional.ofNullable(running.peek()).orElse(path);
  }

  /** The tables that the code of a file makes when it is imported. */
  List<Value.Constructed> tables(String path) {
    return List.copyOf(tables.getOrDefault(path, List.of()));
  }

  /** Indexes and constraints that it makes, wherever they go. */
  List<Value.Constructed> loose(String path) {
    return List.copyOf(loose.getOrDefault(path, List.of()));
  }

  @Override
  public Value call(Value.Library callee, Arguments arguments, Origin at) {
    return note(new Value.Constructed(name(callee), arguments, at));
  }

  @Override
  public Value call(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    if (receiver.callee().equals(FLASK) && !isFlasks(method)) {
      return note(new Value.Constructed(handedOn(method), arguments, at));
    }
    return Host.super.call(receiver, method, arguments, at);
  }

  @Override
  public Value attribute(Value.Constructed owner, String name, Origin at) {
    if (owner.callee().equals(FLASK) && !isFlasks(name)) {
      return new Value.Library(handedOn(name));
    }
    return Host.super.attribute(owner, name, at);
  }

  /** The name by which SQLAlchemy knows something. */
  static String name(Value.Library library) {
    return name(library.path());
  }

  private static String name(String path) {
    if (path.startsWith("sqlmodel.")) {
      String own = path.substring("sqlmodel.".length());
      int dot = own.indexOf('.');
      return SQLMODEL_OWN.contains(dot < 0 ? own : own.substring(0, dot))
          ? path
          : "sqlalchemy." + own;
    }
    return path;
  }

  /** Whether a value is the base class that Flask-SQLAlchemy gives to models. */
  static boolean isFlaskModel(Value value) {
    return value instanceof Value.Constructed made
        && made.callee().equals(FLASK + ".Model")
        && made.receiver().isPresent();
  }

  /** Whether it is Flask-SQLAlchemy's object, which has the metadata. */
  static boolean isFlask(Value.Constructed made) {
    return made.callee().equals(FLASK);
  }

  private static boolean isFlasks(String name) {
    return name.equals("Model")
        || name.equals("metadata")
        || name.equals("session")
        || name.equals("init_app");
  }

  private static String handedOn(String name) {
    return ORM.contains(name) ? "sqlalchemy.orm." + name : "sqlalchemy." + name;
  }

  private Value note(Value.Constructed made) {
    if (made.at() instanceof Origin.InFile place) {
      if (made.callee().equals("sqlalchemy.Table")) {
        tables.computeIfAbsent(reason(place.path()), any -> new ArrayList<>()).add(made);
      } else if (BESIDE_TABLES.contains(made.callee())) {
        loose.computeIfAbsent(reason(place.path()), any -> new ArrayList<>()).add(made);
      }
    }
    return made;
  }
}
