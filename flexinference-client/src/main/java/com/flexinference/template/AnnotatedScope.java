package com.flexinference.template;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationSelectors;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.text.DurationText;

/**
 * The scope of a method with {@link FlexInference} annotations.
 *
 * @param owner the name of the method, for messages
 * @param scope the scope, without a deadline
 * @param within the time that the method has, or {@code null} if it is unlimited
 */
record AnnotatedScope(String owner, FlexInferenceScope scope,
		@Nullable Duration within) implements Function<InstantSource, FlexInferenceScope> {

	static AnnotatedScope of(Method method, Class<?> type, StringValueResolver placeholders) {
		FlexInferenceScope merged = FlexInferenceScope.NONE;
		Duration limit = null;
		for (AnnotatedElement element : List.of(method, type)) {
			MergedAnnotation<FlexInference> annotation = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
				.get(FlexInference.class, null, MergedAnnotationSelectors.firstDirectlyDeclared());
			if (annotation.isPresent()) {
				Reader reader = new Reader(annotation, placeholders);
				merged = merged.inside(reader.scope());
				limit = (limit != null) ? limit : reader.within();
			}
		}
		return new AnnotatedScope(ClassUtils.getShortName(type) + "." + method.getName(), merged, limit);
	}

	@Override
	public FlexInferenceScope apply(InstantSource clock) {
		return (this.within != null) ? this.scope.withDeadline(Deadline.in(this.owner, this.within, clock))
				: this.scope;
	}

	/**
	 * Reads the attributes of one annotation.
	 */
	private record Reader(MergedAnnotation<FlexInference> annotation, StringValueResolver resolver) {

		private FlexInferenceScope scope() {
			return FlexInferenceScope.NONE.withRequest(request()).withFormat(format());
		}

		private FlexRequest request() {
			FlexRequest.Builder request = FlexRequest.builder();
			text("startWithin", (text) -> request.startWithin(StartWithin.parse(text)));
			text("model", request::model);
			String[] provider = Arrays.stream(this.annotation.getStringArray("provider"))
				.map(this.resolver::resolveStringValue)
				.filter(StringUtils::hasText)
				.toArray(String[]::new);
			if (provider.length > 0) {
				request.provider(provider);
			}
			number("retry", 5, request::retry);
			number("maxTokens", Integer.MAX_VALUE, request::maxTokens);
			double temperature = this.annotation.getDouble("temperature");
			if (temperature != -1) {
				request.temperature(temperature);
			}
			text("system", request::system);
			return request.build();
		}

		private void text(String name, Consumer<String> setter) {
			String text = resolve(name);
			if (text != null) {
				setter.accept(text);
			}
		}

		private void number(String name, int max, IntConsumer setter) {
			int value = this.annotation.getInt(name);
			Assert.isTrue(value >= 0 && value <= max, () -> "'" + name + "' must not be " + value
					+ ". Allowed: from 1 to " + max + ", or 0 for no value. Example: " + name + " = 2.");
			if (value != 0) {
				setter.accept(value);
			}
		}

		private @Nullable CallerFormat format() {
			String format = resolve("format");
			if (format == null) {
				return null;
			}
			try {
				return CallerFormat.valueOf(format.toUpperCase(Locale.ROOT).replace('-', '_'));
			}
			catch (IllegalArgumentException ex) {
				String allowed = Arrays.stream(CallerFormat.values())
					.map((value) -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.collect(Collectors.joining(", "));
				throw new IllegalArgumentException("'format' must not be '" + format + "'. Allowed: " + allowed
						+ ". Example: format = \"messages\".", ex);
			}
		}

		private @Nullable Duration within() {
			String within = resolve("within");
			if (within == null) {
				return null;
			}
			Duration duration = DurationText.parse(within);
			Assert.isTrue(duration != null && !duration.isNegative() && !duration.isZero(),
					() -> "'within' must not be '" + within
							+ "'. Allowed: a positive duration. Example: within = \"90s\".");
			return duration;
		}

		private @Nullable String resolve(String name) {
			String resolved = this.resolver.resolveStringValue(this.annotation.getString(name));
			return StringUtils.hasText(resolved) ? resolved : null;
		}

	}

}
