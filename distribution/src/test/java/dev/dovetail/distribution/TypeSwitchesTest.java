package dev.dovetail.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class TypeSwitchesTest {
  private static final List<Object> QUESTIONS =
      Arrays.asList("", "short", "a rather long text", 0, 7, -7, 1.5, 'c', List.of(1), null);

  /** Switches of every kind that the compiler leaves to be linked. */
  public static final class Switches {
    private Switches() {}

    public static String byType(Object it) {
      return switch (it) {
        case null -> "null";
        case String s when s.isEmpty() -> "empty";
        case String s when s.length() < 9 -> "short " + s;
        case String s -> "long " + s;
        case Integer i when i < 0 -> "below " + i;
        case Integer i -> "number " + i;
        case Number n -> "other number " + n;
        case List<?> list -> "list of " + list.size();
        default -> "something";
      };
    }

    public static String byTypeAndConstant(Object it) {
      return switch (it) {
        case String s when s.isEmpty() -> "empty";
        case Integer i when i == 7 -> "seven";
        case null, default -> "other";
      };
    }

    public static String byText(Object it) {
      return switch (String.valueOf(it)) {
        case "short" -> "s";
        case String s when s.startsWith("a") -> "a";
        case String s -> s;
      };
    }
  }

  @Test
  void rewritten_switches_answer_as_the_compiler_meant() throws Exception {
    byte[] before = bytes(Switches.class);
    byte[] after = TypeSwitches.linked(before);
    Class<?> rewritten = new Loader().define(Switches.class.getName(), after);
    for (Method method : Switches.class.getDeclaredMethods()) {
      if (method.isSynthetic()) {
        continue;
      }
      for (Object question : QUESTIONS) {
        assertThat(rewritten.getMethod(method.getName(), Object.class).invoke(null, question))
            .as("%s(%s)", method.getName(), question)
            .isEqualTo(method.invoke(null, question));
      }
    }
  }

  @Test
  void switches_over_types_are_left_to_no_bootstrap_and_others_stay() throws IOException {
    byte[] before = bytes(Switches.class);
    assertThat(typeSwitches(before)).isEqualTo(3);
    assertThat(typeSwitches(TypeSwitches.linked(before))).isEqualTo(1);
  }

  @Test
  void a_class_without_such_a_switch_stays_as_it_is() throws IOException {
    byte[] before = bytes(Prelink.class);
    assertThat(TypeSwitches.linked(before)).isSameAs(before);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }

  private static int typeSwitches(byte[] type) {
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
                      String name, String descriptor, Handle bootstrap, Object... labels) {
                    if (bootstrap.getName().equals("typeSwitch")) {
                      found.add(name);
                    }
                  }
                };
              }
            },
            0);
    return found.size();
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(TypeSwitchesTest.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
