package dev.dovetail.python.model;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a file of Python speaks of an enum, by the names that it gives it. Nothing is evaluated: an
 * enum that goes by a variable is not followed.
 */
public final class EnumMentions {

  /** How it is spoken of. */
  public enum Kind {
    /** {@code EssayStatus.UPLOADED}. */
    MEMBER,
    /** {@code EssayStatus(text)}. */
    CALLED,
    /** {@code EssayStatus["UPLOADED"]}. */
    LOOKED_UP,
    /** The type of a field that pydantic checks. */
    FIELD,
    /** Its name, in any other way. */
    NAMED,
    /** A string. */
    STRING
  }

  /**
   * One place.
   *
   * @param text the member, the class of the field, or the string; else empty
   */
  public record Mention(Kind kind, String text, Span span) {}

  private final PythonFile file;
  private final Set<String> names = new HashSet<>();
  private final Map<Span, Mention> found = new HashMap<>();

  private EnumMentions(PythonFile file, String name) {
    this.file = file;
    names.add(name);
    for (Node.ImportFrom from : Descent.imported(file.body())) {
      for (Node.Alias alias : from.names()) {
        if (alias.name().equals(name)) {
          alias.asName().ifPresent(names::add);
        }
      }
    }
  }

  /**
   * @param name the enum's own, without the classes around it
   */
  public static List<Mention> of(PythonFile file, String name) {
    EnumMentions mentions = new EnumMentions(file, name);
    mentions.fields();
    mentions.uses();
    mentions.rest(name);
    List<Mention> all = new ArrayList<>(mentions.found.values());
    all.sort(Comparator.comparing(Mention::span));
    return all;
  }

  /** Every string of the file. */
  public static List<Mention> strings(PythonFile file) {
    return Descent.strings(file.body()).stream()
        .map(text -> new Mention(Kind.STRING, text.value(), text.span()))
        .toList();
  }

  private void add(Kind kind, String text, Span enumName, Span span) {
    found.putIfAbsent(enumName, new Mention(kind, text, span));
  }

  /** Annotations of classes that say themselves to be models of pydantic. */
  private void fields() {
    for (Node.ClassDef type : Descent.classes(file.body())) {
      if (type.bases().stream().noneMatch(EnumMentions::isPydantic)) {
        continue;
      }
      for (Node.Stmt statement : type.body()) {
        if (statement instanceof Node.AnnAssign field
            && field.target() instanceof Node.Name attribute) {
          for (Node.Expr named : named(List.of(field.annotation()))) {
            add(Kind.FIELD, type.name() + "." + attribute.id(), named.span(), field.span());
          }
        }
      }
    }
  }

  private static boolean isPydantic(Node.Expr base) {
    return switch (base) {
      case Node.Name name -> name.id().equals("BaseModel") || name.id().equals("BaseSettings");
      case Node.Attribute attribute -> attribute.name().equals("BaseModel");
      default -> false;
    };
  }

  private void uses() {
    for (Node.Attribute attribute : Descent.attributes(file.body())) {
      reference(attribute.value())
          .ifPresent(at -> add(Kind.MEMBER, attribute.name(), at, attribute.span()));
    }
    for (Node.Call call : Descent.calls(file.body())) {
      reference(call.function())
          .filter(at -> call.arguments().size() == 1 && call.keywords().isEmpty())
          .ifPresent(at -> add(Kind.CALLED, "", at, call.span()));
    }
    for (Node.Subscript subscript : Descent.subscripts(file.body())) {
      String member = subscript.index() instanceof Node.Str text ? text.value() : "";
      reference(subscript.value())
          .ifPresent(at -> add(Kind.LOOKED_UP, member, at, subscript.span()));
    }
  }

  private void rest(String name) {
    List<Node> roots = new ArrayList<>(file.body());
    roots.addAll(Descent.annotations(file.body()));
    for (Node.Expr named : named(roots)) {
      add(Kind.NAMED, "", named.span(), named.span());
    }
    for (Node.ImportFrom from : Descent.imported(file.body())) {
      for (Node.Alias alias : from.names()) {
        if (alias.name().equals(name)) {
          add(Kind.NAMED, "", alias.span(), alias.span());
        }
      }
    }
  }

  private List<Node.Expr> named(List<? extends Node> roots) {
    List<Node.Expr> named = new ArrayList<>();
    for (Node.Name name : Descent.names(roots)) {
      reference(name).ifPresent(at -> named.add(name));
    }
    for (Node.Attribute attribute : Descent.attributes(roots)) {
      reference(attribute).ifPresent(at -> named.add(attribute));
    }
    return named;
  }

  /**
   * Where the enum is named, if the expression is its name: {@code Status}, {@code enums.Status}.
   */
  private Optional<Span> reference(Node.Expr expression) {
    return switch (expression) {
      case Node.Name name when names.contains(name.id()) -> Optional.of(name.span());
      case Node.Attribute attribute
          when names.contains(attribute.name()) && isPath(attribute.value()) ->
          Optional.of(attribute.span());
      default -> Optional.empty();
    };
  }

  /** Whether it is a name, or names with dots. */
  private boolean isPath(Node.Expr expression) {
    Node.Expr at = expression;
    while (at instanceof Node.Attribute attribute) {
      at = attribute.value();
    }
    return at instanceof Node.Name name && !names.contains(name.id());
  }
}
