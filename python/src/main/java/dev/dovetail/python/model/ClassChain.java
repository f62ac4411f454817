package dev.dovetail.python.model;

import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class and all it inherits from, nearest first: what Python calls the method resolution order,
 * with the classes of libraries as its ends. Where a class is reached by several ways its last
 * place counts, which is Python's order for all but contrived families.
 */
record ClassChain(ClassValue type, List<Value> links) {

  private static final int LONGEST = 500;

  ClassChain {
    links = List.copyOf(links);
  }

  static ClassChain of(ClassValue type) {
    List<Value> walked = new ArrayList<>();
    Deque<Value> open = new ArrayDeque<>();
    open.push(type);
    while (!open.isEmpty() && walked.size() < LONGEST) {
      Value next = open.pop();
      walked.add(next);
      List<Value> bases = bases(next);
      for (int i = bases.size() - 1; i >= 0; i--) {
        open.push(bases.get(i));
      }
    }
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> links = new ArrayList<>();
    for (int i = walked.size() - 1; i >= 0; i--) {
      if (seen.add(walked.get(i))) {
        links.addFirst(walked.get(i));
      }
    }
    return new ClassChain(type, links);
  }

  /** The classes of the program in it, the class itself first. */
  List<ClassValue> classes() {
    return links.stream().filter(ClassValue.class::isInstance).map(ClassValue.class::cast).toList();
  }

  /** An attribute, of the nearest class that has it. */
  Optional<Value> attribute(String name) {
    for (ClassValue link : classes()) {
      Optional<Value> value = Optional.ofNullable(link.attributes().get(name));
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  boolean hasLibrary(Set<String> names) {
    return links.stream()
        .anyMatch(
            link -> link instanceof Value.Library library && names.contains(Alchemy.name(library)));
  }

  private static List<Value> bases(Value value) {
    return switch (value) {
      case ClassValue type -> type.bases();
      case Value.Constructed made when Alchemy.isFlaskModel(made) ->
          made.receiver().stream()
              .filter(Value.Constructed.class::isInstance)
              .flatMap(db -> ((Value.Constructed) db).arguments().named("model_class").stream())
              .toList();
      case Value.Constructed made when made.callee().endsWith("declarative_base") ->
          made.arguments().named("cls").stream().toList();
      default -> List.of();
    };
  }
}
