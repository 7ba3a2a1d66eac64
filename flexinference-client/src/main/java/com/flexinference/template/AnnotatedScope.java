package com.flexinference.template;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * The scope of a method with {@link FlexInference} annotations.
 *
 * @param owner the name of the method, for messages
 * @param scope the scope, without a deadline
 * @param within the time that the method has, or {@code null} if it is unlimited
 */
record AnnotatedScope(String owner, FlexInferenceScope scope,
		@Nullable Duration within) implements Function<InstantSource, FlexInferenceScope> {

	private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

	/**
	 * Read the annotations of a method and its type.
	 * @param method the method
	 * @param type the type
	 * @param placeholders resolves placeholders
	 * @return the scope, empty if there is no annotation
	 * @throws IllegalArgumentException if an attribute is invalid
	 */
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

	/**
	 * Enter the method.
	 * @param clock the clock of the deadline
	 * @return the scope, with a deadline if the time of the method is limited
	 */
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
			String startWithin = resolve("startWithin");
			if (startWithin != null) {
				request.startWithin(StartWithin.parse(startWithin));
			}
			String model = resolve("model");
			if (model != null) {
				request.model(model);
			}
			String[] provider = Arrays.stream(this.annotation.getStringArray("provider"))
				.map(this.resolver::resolveStringValue)
				.filter(StringUtils::hasText)
				.toArray(String[]::new);
			if (provider.length > 0) {
				request.provider(provider);
			}
			int retry = number("retry", 5);
			if (retry != 0) {
				request.retry(retry);
			}
			int maxTokens = number("maxTokens", Integer.MAX_VALUE);
			if (maxTokens != 0) {
				request.maxTokens(maxTokens);
			}
			double temperature = this.annotation.getDouble("temperature");
			if (temperature != -1) {
				request.temperature(temperature);
			}
			String system = resolve("system");
			if (system != null) {
				request.system(system);
			}
			return request.build();
		}

		private int number(String name, int max) {
			int value = this.annotation.getInt(name);
			Assert.isTrue(value >= 0 && value <= max, () -> "'" + name + "' must not be " + value
					+ ". Allowed: from 1 to " + max + ", or 0 to say nothing. Example: " + name + " = 2.");
			return value;
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
			try {
				Duration duration = duration(within);
				Assert.isTrue(!duration.isNegative() && !duration.isZero(), "not positive");
				return duration;
			}
			catch (IllegalArgumentException | DateTimeParseException ex) {
				throw new IllegalArgumentException("'within' must not be '" + within
						+ "'. Allowed: a positive duration. Example: within = \"90s\".", ex);
			}
		}

		private static Duration duration(String text) {
			Matcher simple = SIMPLE.matcher(text);
			if (!simple.matches()) {
				return Duration.parse(text);
			}
			long number = Long.parseLong(simple.group(1));
			return switch (simple.group(2)) {
				case "ms" -> Duration.ofMillis(number);
				case "s" -> Duration.ofSeconds(number);
				case "m" -> Duration.ofMinutes(number);
				default -> Duration.ofHours(number);
			};
		}

		private @Nullable String resolve(String name) {
			String resolved = this.resolver.resolveStringValue(this.annotation.getString(name));
			return StringUtils.hasText(resolved) ? resolved : null;
		}

	}

}
