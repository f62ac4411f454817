package dev.dovetail.distribution;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes every {@code switch} over types of a class a chain of {@code instanceof}.
 *
 * <p>The compiler leaves such a switch to be linked at run time, where the JDK writes and loads a
 * class for each; no class archive keeps these. Here the same question is asked by a method of the
 * class itself, which an archive does keep. Switches that also ask for constants stay as they are.
 */
final class TypeSwitches extends ClassVisitor {
  private static final String PREFIX = "$typeSwitch$";

  private final List<Type[]> found = new ArrayList<>();
  private String owner = "";
  private boolean isInterface;

  private TypeSwitches(ClassVisitor next) {
    super(ASM9, next);
  }

  static byte[] linked(byte[] type) {
    ClassReader reader = new ClassReader(type);
    ClassWriter writer = new ClassWriter(reader, 0);
    TypeSwitches switches = new TypeSwitches(writer);
    reader.accept(switches, 0);
    return switches.found.isEmpty() ? type : writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    owner = name;
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(ASM9, next) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... labels) {
        if (!isTypeSwitch(bootstrap, labels)) {
          super.visitInvokeDynamicInsn(name, descriptor, bootstrap, labels);
          return;
        }
        super.visitMethodInsn(INVOKESTATIC, owner, PREFIX + found.size(), descriptor, isInterface);
        Type[] types = Arrays.copyOf(labels, labels.length + 1, Type[].class);
        types[labels.length] = Type.getMethodType(descriptor);
        found.add(types);
      }
    };
  }

  private static boolean isTypeSwitch(Handle bootstrap, Object[] labels) {
    return bootstrap.getOwner().equals("java/lang/runtime/SwitchBootstraps")
        && bootstrap.getName().equals("typeSwitch")
        && Arrays.stream(labels)
            .allMatch(label -> label instanceof Type type && type.getSort() != Type.METHOD);
  }

  @Override
  public void visitEnd() {
    for (int i = 0; i < found.size(); i++) {
      write(i, found.get(i));
    }
    super.visitEnd();
  }

  /**
   * As {@link java.lang.runtime.SwitchBootstraps#typeSwitch} has it: -1 for null, else the first
   * label from {@code restart} on that fits, else their number.
   */
  private void write(int number, Type[] types) {
    int labels = types.length - 1;
    MethodVisitor method =
        super.visitMethod(
            ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
            PREFIX + number,
            types[labels].getDescriptor(),
            null,
            null);
    method.visitCode();
    Label notNull = new Label();
    method.visitVarInsn(ALOAD, 0);
    method.visitJumpInsn(IFNONNULL, notNull);
    give(method, -1);
    method.visitLabel(notNull);
    method.visitFrame(F_SAME, 0, null, 0, null);
    for (int i = 0; i < labels; i++) {
      Label next = new Label();
      // restart > i: this label has been asked before, and its guard said no.
      method.visitVarInsn(ILOAD, 1);
      push(method, i);
      method.visitJumpInsn(IF_ICMPGT, next);
      method.visitVarInsn(ALOAD, 0);
      method.visitTypeInsn(INSTANCEOF, types[i].getInternalName());
      method.visitJumpInsn(IFEQ, next);
      give(method, i);
      method.visitLabel(next);
      method.visitFrame(F_SAME, 0, null, 0, null);
    }
    give(method, labels);
    method.visitMaxs(2, 2);
    method.visitEnd();
  }

  private static void give(MethodVisitor method, int answer) {
    push(method, answer);
    method.visitInsn(IRETURN);
  }

  private static void push(MethodVisitor method, int number) {
    if (number >= -1 && number <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + number);
    } else {
      method.visitIntInsn(number <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, number);
    }
  }
}
