package dev.dovetail.guard;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapped class stores under one name, by its field or by its getter.
 *
 * @param type as the code declares it
 * @param marks the annotations of both
 */
record Attribute(String name, Type type, Marks marks) {

  /**
   * Those of one class, without what it inherits, in the order of their names' first appearance.
   */
  static List<Attribute> of(Class<?> owner) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    Map<String, Method> getters = getters(owner);
    for (Field field : owner.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (!Modifier.isStatic(modifiers)
          && !Modifier.isTransient(modifiers)
          && !field.isSynthetic()) {
        Method getter = getters.remove(field.getName());
        Marks marks = getter == null ? Marks.of(field) : Marks.of(field, getter);
        attributes.put(
            field.getName(), new Attribute(field.getName(), field.getGenericType(), marks));
      }
    }
    // A getter without a field stores something only where it says so.
    getters.forEach((name, getter) -> {
      Marks marks = Marks.of(getter);
      if (!marks.isEmpty()) {
        attributes.put(name, new Attribute(name, getter.getGenericReturnType(), marks));
      }
    });
    return attributes.values().stream()
        .filter(attribute -> attribute.marks().jpa("Transient").isEmpty())
        .toList();
  }

  private static Map<String, Method> getters(Class<?> owner) {
    List<Method> methods = new ArrayList<>(List.of(owner.getDeclaredMethods()));
    // The JVM gives them in no order.
    methods.sort((one, other) -> one.getName().compareTo(other.getName()));
    Map<String, Method> getters = new LinkedHashMap<>();
    for (Method method : methods) {
      String name = method.getName();
      if (method.getParameterCount() == 0
          && !method.isBridge()
          && !Modifier.isStatic(method.getModifiers())
          && name.matches("get[A-Z].*")) {
        getters.put(name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4), method);
      }
    }
    return getters;
  }

  /** The enum that it stores, itself or as elements. */
  Optional<Class<? extends Enum<?>>> enumType() {
    return enumOf(type);
  }

  private static Optional<Class<? extends Enum<?>>> enumOf(Type type) {
    return raw(element(type)).filter(Class::isEnum).map(Attribute::asEnum);
  }

  @SuppressWarnings("unchecked") // isEnum was asked
  private static Class<? extends Enum<?>> asEnum(Class<?> type) {
    return (Class<? extends Enum<?>>) type;
  }

  /** The class that it stores, itself or as elements. */
  Optional<Class<?>> elementType() {
    return raw(element(type));
  }

  private static Type element(Type type) {
    if (type instanceof Class<?> plain && plain.isArray()) {
      return plain.getComponentType();
    }
    if (type instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    if (type instanceof ParameterizedType generic
        && generic.getActualTypeArguments().length == 1
        && raw(generic).filter(Collection.class::isAssignableFrom).isPresent()) {
      return generic.getActualTypeArguments()[0];
    }
    return type;
  }

  static Optional<Class<?>> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return Optional.of(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof WildcardType wild && wild.getUpperBounds().length == 1) {
      return raw(wild.getUpperBounds()[0]);
    }
    return Optional.empty();
  }
}
