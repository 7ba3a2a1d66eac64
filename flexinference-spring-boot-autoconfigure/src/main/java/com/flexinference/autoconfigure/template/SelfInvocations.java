package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Finds methods that are called by methods of their own class on {@code this}, in the
 * bytecode of the class. A method that deals with other instances of the class, such as
 * an injected proxy of itself, is left alone, and so are callers that are annotated
 * themselves.
 */
final class SelfInvocations extends ClassVisitor {

	private final String owner;

	private final Map<String, Method> annotated;

	private final Map<Method, String> found = new LinkedHashMap<>();

	private SelfInvocations(Class<?> type, Map<String, Method> annotated) {
		super(SpringAsmInfo.ASM_VERSION);
		this.owner = Type.getInternalName(type);
		this.annotated = annotated;
	}

	/**
	 * Find the calls.
	 * @param type the class
	 * @param annotated its annotated methods
	 * @return methods that are called, and the names of their callers
	 */
	static Map<Method, String> find(Class<?> type, List<Method> annotated) {
		Map<String, Method> methods = new HashMap<>();
		annotated.forEach((method) -> methods.put(method.getName() + Type.getMethodDescriptor(method), method));
		SelfInvocations visitor = new SelfInvocations(type, methods);
		Bytecode.show(type, visitor);
		return visitor.found;
	}

	@Override
	public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
		boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
		boolean takesOthers = descriptor.contains("L" + this.owner + ";");
		return (isStatic || bridge || takesOthers || isAnnotated(name, descriptor)) ? null : new Calls(caller(name));
	}

	private boolean isAnnotated(String name, String descriptor) {
		return this.annotated.containsKey(name + descriptor) || !caller(name).equals(name)
				&& this.annotated.values().stream().anyMatch((method) -> method.getName().equals(caller(name)));
	}

	private static String caller(String name) {
		// The body of a lambda expression is in a method such as lambda$run$0.
		return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
	}

	/**
	 * Reads the body of one method.
	 */
	private final class Calls extends MethodVisitor {

		private final String caller;

		private final Map<Method, String> calls = new LinkedHashMap<>();

		private boolean others;

		private Calls(String caller) {
			super(SpringAsmInfo.ASM_VERSION);
			this.caller = caller;
		}

		@Override
		public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
			Method method = SelfInvocations.this.annotated.get(name + descriptor);
			if (opcode == Opcodes.INVOKEVIRTUAL && type.equals(SelfInvocations.this.owner) && method != null) {
				this.calls.put(method, this.caller);
			}
			note(Type.getReturnType(descriptor).getDescriptor());
		}

		@Override
		public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
			note(descriptor);
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			note("L" + type + ";");
		}

		private void note(String descriptor) {
			this.others |= descriptor.equals("L" + SelfInvocations.this.owner + ";");
		}

		@Override
		public void visitEnd() {
			if (!this.others) {
				SelfInvocations.this.found.putAll(this.calls);
			}
		}

	}

}
