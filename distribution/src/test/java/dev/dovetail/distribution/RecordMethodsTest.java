package dev.dovetail.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class RecordMethodsTest {

  public record All(
      boolean yes,
      byte small,
      char letter,
      short low,
      int number,
      long high,
      float part,
      double ratio,
      String text,
      Object numbers,
      List<String> list) {}

  public record Nothing() {}

  public record One<T>(T it) {}

  /** What somebody wrote stays. */
  public record Written(String text) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Written written && text.length() == written.text.length();
    }

    @Override
    public int hashCode() {
      return text.length();
    }
  }

  private static final int[] NUMBERS = {1, 2};

  /** Each differs from the first in one component. */
  private static final List<Object[]> ALL =
      List.of(
          all(true, (byte) 1, 'a', 3, 4, 5, 6, 7, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, 6, 7, "b"),
          all(false, (byte) 1, 'a', 3, 4, 5, 6, 7, "b"),
          all(true, (byte) -1, 'a', 3, 4, 5, 6, 7, "b"),
          all(true, (byte) 1, 'ä', 3, 4, 5, 6, 7, "b"),
          all(true, (byte) 1, 'a', -3, 4, 5, 6, 7, "b"),
          all(true, (byte) 1, 'a', 3, -4, 5, 6, 7, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5L << 40, 6, 7, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, Float.NaN, 7, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, Float.NaN, 7, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, 0f, -0.0, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, -0f, 0.0, "b"),
          all(true, (byte) 1, 'a', 3, 4, 5, 6, 7, ""),
          all(true, (byte) 1, 'a', 3, 4, 5, 6, 7, null));

  private static Object[] all(
      boolean yes,
      byte small,
      char letter,
      int low,
      int number,
      long high,
      float part,
      double ratio,
      String text) {
    return new Object[] {
      yes, small, letter, (short) low, number, high, part, ratio, text, NUMBERS, List.of("x")
    };
  }

  @Test
  void records_answer_as_before() throws Exception {
    for (Class<?> type : List.of(All.class, Nothing.class, One.class, Written.class)) {
      Class<?> rewritten = new Loader().define(type.getName(), RecordMethods.linked(bytes(type)));
      List<Object> before = new ArrayList<>();
      List<Object> after = new ArrayList<>();
      for (Object[] parts : parts(type)) {
        before.add(made(type, parts));
        after.add(made(rewritten, parts));
      }
      before.addAll(Arrays.asList(null, "another"));
      after.addAll(Arrays.asList(null, "another"));
      for (int i = 0; i < before.size() - 2; i++) {
        assertThat(after.get(i)).hasToString(before.get(i).toString());
        assertThat(after.get(i)).hasSameHashCodeAs(before.get(i));
        for (int j = 0; j < before.size(); j++) {
          assertThat(after.get(i).equals(after.get(j)))
              .as("%s and %s", before.get(i), before.get(j))
              .isEqualTo(before.get(i).equals(before.get(j)));
        }
      }
    }
  }

  private static List<Object[]> parts(Class<?> type) {
    if (type == All.class) {
      return ALL;
    }
    return type == Nothing.class
        ? List.of(new Object[0], new Object[0])
        : List.of(new Object[] {"a"}, new Object[] {"b"}, new Object[] {"long"});
  }

  private static Object made(Class<?> type, Object... parts) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    return constructor.newInstance(parts);
  }

  @Test
  void nothing_is_left_to_a_bootstrap() throws IOException {
    assertThat(bootstraps(bytes(All.class))).containsExactly("toString", "hashCode", "equals");
    assertThat(bootstraps(RecordMethods.linked(bytes(All.class)))).isEmpty();
  }

  @Test
  void what_is_no_record_stays_as_it_is() throws IOException {
    byte[] before = bytes(Prelink.class);
    assertThat(RecordMethods.linked(before)).isSameAs(before);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }

  private static List<String> bootstraps(byte[] type) {
    List<String> found = new ArrayList<>();
    new ClassReader(type)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String name, String descriptor, Handle bootstrap, Object... about) {
                    found.add(name);
                  }
                };
              }
            },
            0);
    return found;
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(RecordMethodsTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
