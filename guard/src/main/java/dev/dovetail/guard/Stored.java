package dev.dovetail.guard;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of an enum's constants is stored: the labels, that it is no text, or that it is unknown. */
sealed interface Stored {

  /** These, in the order of the constants. */
  record Labels(List<String> texts) implements Stored {
    public Labels {
      texts = List.copyOf(texts);
    }
  }

  /** Numbers, or nothing: no label can be missing. */
  record NoText() implements Stored {}

  /** It cannot be told. */
  record Unknown(String reason) implements Stored {}

  /** What {@code @Enumerated(STRING)} stores: names, or the field that JPA 3.2 lets one choose. */
  static Stored byName(Class<? extends Enum<?>> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Marks.of(field).jpa("EnumeratedValue").isPresent()) {
        return byField(type, field);
      }
    }
    return new Labels(names(type));
  }

  static List<String> names(Class<? extends Enum<?>> type) {
    List<String> names = new ArrayList<>();
    for (Enum<?> constant : type.getEnumConstants()) {
      names.add(constant.name());
    }
    return names;
  }

  private static Stored byField(Class<? extends Enum<?>> type, Field field) {
    try {
      field.setAccessible(true);
      List<Object> values = new ArrayList<>();
      for (Enum<?> constant : type.getEnumConstants()) {
        values.add(field.get(constant));
      }
      return of(values);
    } catch (IllegalAccessException | RuntimeException e) {
      return new Unknown("its @EnumeratedValue cannot be read: " + e);
    }
  }

  /** What an AttributeConverter makes of each constant; it is made as JPA would make it. */
  static Stored byConverter(Class<? extends Enum<?>> type, Class<?> converter) {
    try {
      Constructor<?> constructor = converter.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object made = constructor.newInstance();
      Method convert = conversion(converter);
      convert.setAccessible(true);
      List<Object> values = new ArrayList<>();
      for (Enum<?> constant : type.getEnumConstants()) {
        Object value = convert.invoke(made, constant);
        if (value != null) {
          values.add(value);
        }
      }
      return of(values);
    } catch (InvocationTargetException e) {
      return new Unknown(
          "its converter %s fails: %s".formatted(converter.getSimpleName(), e.getCause()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new Unknown(
          "its converter %s cannot be used: %s".formatted(converter.getSimpleName(), e));
    }
  }

  private static Stored of(List<Object> values) {
    return values.stream().allMatch(String.class::isInstance)
        ? new Labels(values.stream().map(String.class::cast).distinct().toList())
        : new NoText();
  }

  /** The bridge, which takes any object, is found as well as the method itself. */
  private static Method conversion(Class<?> converter) throws NoSuchMethodException {
    for (Method method : converter.getMethods()) {
      if (method.getName().equals("convertToDatabaseColumn") && method.getParameterCount() == 1) {
        return method;
      }
    }
    throw new NoSuchMethodException("convertToDatabaseColumn");
  }

  /** The enum that a converter is for. */
  static Optional<Class<?>> convertedBy(Class<?> converter) {
    for (Class<?> type = converter; type != null; type = type.getSuperclass()) {
      for (Type implemented : type.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType generic
            && generic.getRawType().getTypeName().endsWith(".persistence.AttributeConverter")) {
          return Attribute.raw(generic.getActualTypeArguments()[0]);
        }
      }
    }
    return Optional.empty();
  }
}
