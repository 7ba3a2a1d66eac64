package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;

import org.springframework.core.NativeDetector;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.JsonProblem;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.message.Answer;
import com.flexinference.template.typed.AnswerRefusedException;
import com.flexinference.template.typed.AnswerTruncatedException;
import com.flexinference.template.typed.InvalidAnswerException;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * A Java type that an answer is read as, with the schema to send.
 */
public record AnswerType(Type type, AnswerSchema schema, AnswerBinding binding, AnswerCheck check) {

	/**
	 * The member that has the value if the value is not an object, which the whole of an
	 * answer must be.
	 */
	static final String VALUE = "value";

	private static final String NATIVE = " In a native image, register the type with @RegisterReflectionForBinding.";

	static AnswerType of(Type type, JsonMapper mapper, JsonMapper ordered) {
		JavaType javaType = mapper.constructType(type);
		SchemaDeriver.Derived derived = derive(type, javaType, ordered);
		AnswerSchema schema = new AnswerSchema(name(javaType), RawJson.of(derived.schema()));
		AnswerBinding binding = new AnswerBinding(mapper, javaType, derived.isWrapped() ? VALUE : null);
		return new AnswerType(type, schema, binding, new AnswerCheck(derived));
	}

	private static SchemaDeriver.Derived derive(Type type, JavaType javaType, JsonMapper ordered) {
		String problem;
		try {
			return SchemaDeriver.derive(javaType, ordered);
		}
		catch (IllegalArgumentException ex) {
			problem = ex.getMessage();
		}
		catch (JacksonException ex) {
			problem = "Jackson cannot read it: " + ex.getOriginalMessage();
		}
		catch (StackOverflowError ex) {
			// Jackson looks for the deserializers of all types that are reached.
			problem = "the type arguments differ on each level. Use the same type arguments on all levels.";
		}
		throw new IllegalArgumentException(
				"The type " + type.getTypeName() + " is not supported as an answer: " + problem + hint());
	}

	private static String name(JavaType type) {
		String name = type.getRawClass().getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
		return name.isEmpty() ? "answer" : name;
	}

	private static String hint() {
		return NativeDetector.inNativeImage() ? NATIVE : "";
	}

	/**
	 * Read the response to a request with the schema.
	 * @param response the response
	 * @return the value
	 * @throws TypedAnswerException if the answer does not follow the schema
	 */
	public Object read(FlexResponse response) {
		Answer answer = response.answer();
		String json = FormatCodec.of(response.format()).json(answer, this.schema);
		if (answer.isRefused()) {
			throw new AnswerRefusedException(answer, (answer.refusal() != null) ? answer.refusal() : answer.text());
		}
		if (answer.isTruncated()) {
			throw new AnswerTruncatedException(answer, json);
		}
		if (json.isEmpty()) {
			throw invalid(answer, answer.text(), empty(answer));
		}
		try {
			String problem = this.check.findProblem(this.binding.tree(json));
			if (problem != null) {
				throw invalid(answer, json, problem);
			}
			return this.binding.value(json);
		}
		catch (JacksonException ex) {
			String problem = isCall(answer) ? empty(answer) : JsonProblem.describe(ex);
			throw invalid(answer, json, problem + hint());
		}
		catch (NumberFormatException ex) {
			// Jackson does not wrap it for exponents beyond those of BigDecimal.
			throw invalid(answer, json, "it has a number that cannot be read");
		}
	}

	private boolean isCall(Answer answer) {
		return !answer.toolCalls().isEmpty()
				&& answer.toolCalls().stream().noneMatch((call) -> call.name().equals(this.schema.name()));
	}

	private String empty(Answer answer) {
		if (!isCall(answer)) {
			return "it has no JSON";
		}
		return "the model called the tool '" + answer.toolCalls().get(0).name()
				+ "' instead of answering. Send the result of the call in another request";
	}

	private InvalidAnswerException invalid(Answer answer, String text, String problem) {
		return new InvalidAnswerException(answer, text, this.type, problem);
	}

}
