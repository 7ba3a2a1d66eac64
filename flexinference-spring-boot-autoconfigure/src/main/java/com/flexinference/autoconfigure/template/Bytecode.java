package com.flexinference.autoconfigure.template;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.util.ClassUtils;

/**
 * Reads the bytecode of classes.
 */
final class Bytecode {

	private Bytecode() {
	}

	/**
	 * Show a class to a visitor. A class that cannot be read, or is newer than ASM knows,
	 * is not shown.
	 * @param type the class
	 * @param visitor the visitor
	 */
	static void show(Class<?> type, ClassVisitor visitor) {
		ClassReader reader = reader(type);
		if (reader != null) {
			reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		}
	}

	private static @Nullable ClassReader reader(Class<?> type) {
		try (InputStream in = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			return (in != null) ? new ClassReader(in) : null;
		}
		catch (IOException | IllegalArgumentException ex) {
			return null;
		}
	}

}
