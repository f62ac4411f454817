package dev.dovetail.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The annotations of a class or of an attribute, known by their names: what they come from need not
 * be on our class path, and is on the application's.
 */
record Marks(List<Annotation> all) {

  Marks {
    all = List.copyOf(all);
  }

  static Marks of(AnnotatedElement... elements) {
    List<Annotation> all = new ArrayList<>();
    for (AnnotatedElement element : elements) {
      all.addAll(Arrays.asList(element.getAnnotations()));
    }
    return new Marks(all);
  }

  /** One annotation. */
  record Mark(Annotation annotation) {

    Optional<Object> value(String member) {
      try {
        return Optional.ofNullable(
            annotation.annotationType().getMethod(member).invoke(annotation));
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        // Another version of it, without that member.
        return Optional.empty();
      }
    }

    /** Empty where nothing is written. */
    Optional<String> text(String member) {
      return value(member).map(Object::toString).filter(text -> !text.isBlank());
    }

    Optional<Class<?>> type(String member) {
      return value(member).filter(Class.class::isInstance).map(type -> (Class<?>) type);
    }

    Optional<Mark> mark(String member) {
      return value(member).filter(Annotation.class::isInstance).map(a -> new Mark((Annotation) a));
    }

    List<Mark> marks(String member) {
      return value(member)
          .filter(Annotation[].class::isInstance)
          .map(several -> Arrays.stream((Annotation[]) several).map(Mark::new).toList())
          .orElse(List.of());
    }
  }

  /** An annotation of Jakarta Persistence, or of JPA before it. */
  Optional<Mark> jpa(String name) {
    return named("jakarta.persistence." + name).or(() -> named("javax.persistence." + name));
  }

  Optional<Mark> hibernate(String name) {
    return named("org.hibernate.annotations." + name);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  private Optional<Mark> named(String name) {
    return all.stream()
        .filter(annotation -> annotation.annotationType().getName().equals(name))
        .findFirst()
        .map(Mark::new);
  }
}
