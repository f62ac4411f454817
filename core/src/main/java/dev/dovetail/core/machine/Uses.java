package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression, query or signature holds on to.
 *
 * @param words identifiers in a part that was not understood: it may hold on to anything so named
 */
record Uses(
    Set<Integer> types,
    Set<ColumnId> columns,
    Set<Integer> relations,
    Set<Integer> routines,
    Set<String> words) {

  static final Uses NONE = new Uses(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  Uses {
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
    columns = Collections.unmodifiableSet(new LinkedHashSet<>(columns));
    relations = Collections.unmodifiableSet(new LinkedHashSet<>(relations));
    routines = Collections.unmodifiableSet(new LinkedHashSet<>(routines));
    words = Collections.unmodifiableSet(new LinkedHashSet<>(words));
  }

  static Uses of(Node node) {
    return of(List.of(node));
  }

  static Uses of(Collection<? extends Node> nodes) {
    Set<Integer> types = new LinkedHashSet<>();
    Set<ColumnId> columns = new LinkedHashSet<>();
    Set<Integer> relations = new LinkedHashSet<>();
    Set<Integer> routines = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    for (Node root : nodes) {
      for (Node node : root.all()) {
        switch (node) {
          case Node.LabelConst label -> types.add(label.type().type());
          case Node.LabelArray array -> types.add(array.type().type());
          case Node.Const constant -> types.add(constant.type().type());
          case Node.NullConst constant -> types.add(constant.type().type());
          case Node.CastTo cast -> types.add(cast.type().type());
          case Node.Listing listing -> types.add(listing.type().type());
          case Node.ColumnVar variable -> columns.add(variable.column());
          case Node.RelationConst relation -> relations.add(relation.relation());
          case Node.Call call -> routines.add(call.routine());
          case Node.Dark dark -> words.addAll(dark.words());
          case Node.Several several -> {
            types.addAll(several.uses().types());
            columns.addAll(several.uses().columns());
            relations.addAll(several.uses().relations());
            routines.addAll(several.uses().routines());
            words.addAll(several.uses().words());
          }
          case Node.Keyword other -> {}
          case Node.Op other -> {}
          case Node.Logic other -> {}
          case Node.NullTest other -> {}
          case Node.Quantified other -> {}
          case Node.Choice other -> {}
          case Node.Value other -> {}
        }
      }
    }
    return new Uses(types, columns, relations, routines, words);
  }

  static Uses types(Collection<TypeRef> types) {
    Set<Integer> numbers = new LinkedHashSet<>();
    types.forEach(type -> numbers.add(type.type()));
    return new Uses(numbers, Set.of(), Set.of(), Set.of(), Set.of());
  }

  Uses and(Uses other) {
    return new Uses(
        both(types, other.types),
        both(columns, other.columns),
        both(relations, other.relations),
        both(routines, other.routines),
        both(words, other.words));
  }

  Uses andRelations(Collection<Integer> more) {
    return new Uses(types, columns, both(relations, more), routines, words);
  }

  Uses andColumns(Collection<ColumnId> more) {
    return new Uses(types, both(columns, more), relations, routines, words);
  }

  Uses andWords(Collection<String> more) {
    return new Uses(types, columns, relations, routines, both(words, more));
  }

  private static <T> Set<T> both(Collection<T> one, Collection<T> other) {
    Set<T> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }
}
