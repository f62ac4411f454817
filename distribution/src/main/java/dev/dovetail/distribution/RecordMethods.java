package dev.dovetail.distribution;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ACMPNE;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.NEW;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes out {@code equals}, {@code hashCode} and {@code toString} of records.
 *
 * <p>The compiler leaves them to be put together at run time, when they are asked for first, from
 * method handles that no class archive keeps. Here they become methods of the class itself, which
 * say the same.
 */
final class RecordMethods extends ClassVisitor {
  private static final String PREFIX = "$record$";
  private static final String BUILDER = "java/lang/StringBuilder";

  private final List<Found> found = new ArrayList<>();
  private String owner = "";
  private String simpleName = "";

  /**
   * A method to be written.
   *
   * @param fields those of the components, in their order
   */
  private record Found(String name, String descriptor, String names, List<Handle> fields) {}

  private RecordMethods(ClassVisitor next) {
    super(ASM9, next);
  }

  static byte[] linked(byte[] type) {
    ClassReader reader = new ClassReader(type);
    if (!"java/lang/Record".equals(reader.getSuperName())) {
      return type;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    RecordMethods methods = new RecordMethods(writer);
    reader.accept(methods, 0);
    return methods.found.isEmpty() ? type : writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    owner = name;
    simpleName = name.substring(name.lastIndexOf('/') + 1);
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public void visitInnerClass(String name, String outer, String inner, int access) {
    if (name.equals(owner)) {
      simpleName = inner;
    }
    super.visitInnerClass(name, outer, inner, access);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(ASM9, next) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... about) {
        if (!bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
          super.visitInvokeDynamicInsn(name, descriptor, bootstrap, about);
          return;
        }
        super.visitMethodInsn(INVOKESTATIC, owner, PREFIX + name, descriptor, false);
        List<Handle> fields = new ArrayList<>();
        for (int i = 2; i < about.length; i++) {
          fields.add((Handle) about[i]);
        }
        found.add(new Found(name, descriptor, (String) about[1], fields));
      }
    };
  }

  @Override
  public void visitEnd() {
    for (Found one : found) {
      MethodVisitor method =
          super.visitMethod(
              ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
              PREFIX + one.name(),
              one.descriptor(),
              null,
              null);
      method.visitCode();
      switch (one.name()) {
        case "equals" -> equals(method, one.fields());
        case "hashCode" -> hashCode(method, one.fields());
        case "toString" -> toString(method, one);
        default -> throw new IllegalStateException("no method of records: " + one.name());
      }
      method.visitEnd();
    }
    super.visitEnd();
  }

  // ---- equals

  private void equals(MethodVisitor method, List<Handle> fields) {
    Label other = new Label();
    Label sameType = new Label();
    Label differs = new Label();
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ALOAD, 1);
    method.visitJumpInsn(IF_ACMPNE, other);
    method.visitInsn(ICONST_1);
    method.visitInsn(IRETURN);
    at(method, other);
    method.visitVarInsn(ALOAD, 1);
    method.visitTypeInsn(INSTANCEOF, owner);
    method.visitJumpInsn(IFNE, sameType);
    method.visitInsn(ICONST_0);
    method.visitInsn(IRETURN);
    at(method, sameType);
    for (Handle field : fields) {
      get(method, 0, field);
      get(method, 1, field);
      compare(method, Type.getType(field.getDesc()), differs);
    }
    method.visitInsn(ICONST_1);
    method.visitInsn(IRETURN);
    if (!fields.isEmpty()) {
      at(method, differs);
      method.visitInsn(ICONST_0);
      method.visitInsn(IRETURN);
    }
    method.visitMaxs(4, 2);
  }

  private static void at(MethodVisitor method, Label label) {
    method.visitLabel(label);
    method.visitFrame(F_SAME, 0, null, 0, null);
  }

  private static void compare(MethodVisitor method, Type type, Label differs) {
    switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT ->
          method.visitJumpInsn(IF_ICMPNE, differs);
      case Type.LONG -> {
        method.visitInsn(LCMP);
        method.visitJumpInsn(IFNE, differs);
      }
      case Type.FLOAT, Type.DOUBLE -> {
        String both = "(" + type.getDescriptor() + type.getDescriptor() + ")I";
        method.visitMethodInsn(INVOKESTATIC, wrapper(type), "compare", both, false);
        method.visitJumpInsn(IFNE, differs);
      }
      default -> {
        method.visitMethodInsn(
            INVOKESTATIC,
            "java/util/Objects",
            "equals",
            "(Ljava/lang/Object;Ljava/lang/Object;)Z",
            false);
        method.visitJumpInsn(IFEQ, differs);
      }
    }
  }

  // ---- hashCode

  private void hashCode(MethodVisitor method, List<Handle> fields) {
    method.visitInsn(ICONST_0);
    for (Handle field : fields) {
      method.visitIntInsn(BIPUSH, 31);
      method.visitInsn(IMUL);
      get(method, 0, field);
      Type type = Type.getType(field.getDesc());
      boolean object = isObject(type);
      method.visitMethodInsn(
          INVOKESTATIC,
          object ? "java/util/Objects" : wrapper(type),
          "hashCode",
          object ? "(Ljava/lang/Object;)I" : "(" + type.getDescriptor() + ")I",
          false);
      method.visitInsn(IADD);
    }
    method.visitInsn(IRETURN);
    method.visitMaxs(3, 1);
  }

  // ---- toString

  private void toString(MethodVisitor method, Found one) {
    method.visitTypeInsn(NEW, BUILDER);
    method.visitInsn(DUP);
    method.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    String[] names = one.names().split(";");
    String before = simpleName + "[";
    for (int i = 0; i < one.fields().size(); i++) {
      append(method, before + names[i] + "=");
      get(method, 0, one.fields().get(i));
      append(method, Type.getType(one.fields().get(i).getDesc()));
      before = ", ";
    }
    append(method, one.fields().isEmpty() ? before + "]" : "]");
    method.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    method.visitInsn(ARETURN);
    method.visitMaxs(3, 1);
  }

  private static void append(MethodVisitor method, String text) {
    method.visitLdcInsn(text);
    append(method, Type.getType(String.class));
  }

  private static void append(MethodVisitor method, Type type) {
    String taken =
        switch (type.getSort()) {
          case Type.BYTE, Type.SHORT, Type.INT -> "I";
          case Type.BOOLEAN, Type.CHAR, Type.LONG, Type.FLOAT, Type.DOUBLE -> type.getDescriptor();
          default -> "Ljava/lang/Object;";
        };
    method.visitMethodInsn(
        INVOKEVIRTUAL, BUILDER, "append", "(" + taken + ")L" + BUILDER + ";", false);
  }

  // ---- fields

  private void get(MethodVisitor method, int variable, Handle field) {
    method.visitVarInsn(ALOAD, variable);
    if (variable > 0) {
      method.visitTypeInsn(CHECKCAST, owner);
    }
    method.visitFieldInsn(GETFIELD, owner, field.getName(), field.getDesc());
  }

  private static boolean isObject(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static String wrapper(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.BYTE -> "java/lang/Byte";
      case Type.CHAR -> "java/lang/Character";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      case Type.DOUBLE -> "java/lang/Double";
      default -> throw new IllegalStateException("no primitive: " + type);
    };
  }
}
