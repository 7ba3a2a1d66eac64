package com.flexinference.autoconfigure.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import com.flexinference.template.FlexInferenceTemplate.Call;

/**
 * Finds the types as which the methods of a class read answers: those that are written
 * where the call is, as {@code as(Invoice.class)} or with a
 * {@link ParameterizedTypeReference} that is created there. A type that comes from a
 * variable is not found.
 */
final class AnswerTypeReferences extends ClassVisitor {

	private static final String CALL = Type.getInternalName(Call.class);

	private static final Set<String> METHODS = Set.of("as", "async");

	private final ClassLoader classLoader;

	private final Set<java.lang.reflect.Type> found = new LinkedHashSet<>();

	private AnswerTypeReferences(ClassLoader classLoader) {
		super(SpringAsmInfo.ASM_VERSION);
		this.classLoader = classLoader;
	}

	/**
	 * Find the types.
	 * @param type a class
	 * @return the types that it and its superclasses name
	 */
	static Set<java.lang.reflect.Type> find(Class<?> type) {
		ClassLoader classLoader = type.getClassLoader();
		if (classLoader == null) {
			return Set.of();
		}
		AnswerTypeReferences visitor = new AnswerTypeReferences(classLoader);
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			Bytecode.show(current, visitor);
		}
		return visitor.found;
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		return new Calls();
	}

	/**
	 * Reads the body of one method.
	 */
	private final class Calls extends MethodVisitor {

		private final List<String> candidates = new ArrayList<>();

		private Calls() {
			super(SpringAsmInfo.ASM_VERSION);
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof Type type) {
				this.candidates.add(type.getClassName());
			}
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			if (opcode == Opcodes.NEW) {
				this.candidates.add(Type.getObjectType(type).getClassName());
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
			if (type.equals(CALL) && METHODS.contains(name)) {
				this.candidates.forEach(this::add);
			}
			if (!name.equals("<init>")) {
				this.candidates.clear();
			}
		}

		private void add(String name) {
			Class<?> type = ClassUtils.resolveClassName(name, AnswerTypeReferences.this.classLoader);
			AnswerTypeReferences.this.found.add(ParameterizedTypeReference.class.isAssignableFrom(type)
					? ResolvableType.forClass(type).as(ParameterizedTypeReference.class).getGeneric().getType() : type);
		}

	}

}
