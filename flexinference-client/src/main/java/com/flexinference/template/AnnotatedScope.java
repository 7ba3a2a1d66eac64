package com.flexinference.template;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationSelectors;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;

/**
 * What a {@link FlexInference} annotation says, read once.
 *
 * @param owner whose scope it is, for messages
 * @param scope the scope, without a deadline
 * @param within the time for the whole method, or {@code null} if unset
 */
public record AnnotatedScope(String owner, FlexInferenceScope scope, @Nullable Duration within) {

	private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

	private static final AnnotatedScope NONE = new AnnotatedScope("", FlexInferenceScope.NONE, null);

	/**
	 * Read the annotation of a type or method.
	 * @param element the type or method
	 * @param resolver resolves placeholders
	 * @return what it says, nothing if it is not annotated
	 * @throws IllegalArgumentException if an attribute is wrong
	 */
	public static AnnotatedScope of(AnnotatedElement element, StringValueResolver resolver) {
		MergedAnnotation<FlexInference> annotation = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.get(FlexInference.class, null, MergedAnnotationSelectors.firstDirectlyDeclared());
		return annotation.isPresent() ? new Reader(annotation, resolver).read() : NONE;
	}

	/**
	 * Fill what is unset.
	 * @param other where to take unset attributes from
	 * @return a new value
	 */
	public AnnotatedScope orElse(AnnotatedScope other) {
		return new AnnotatedScope(this.owner, this.scope.inside(other.scope),
				(this.within != null) ? this.within : other.within);
	}

	/**
	 * Name the owner.
	 * @param newOwner whose scope it is, for messages
	 * @return a new value
	 */
	public AnnotatedScope of(String newOwner) {
		return new AnnotatedScope(newOwner, this.scope, this.within);
	}

	/**
	 * Enter the scope.
	 * @param clock tells the time
	 * @return the scope, with a deadline if there is a time for the whole method
	 */
	public FlexInferenceScope enter(InstantSource clock) {
		return (this.within != null) ? this.scope.withDeadline(Deadline.in(this.owner, this.within, clock))
				: this.scope;
	}

	/**
	 * Reads the attributes of one annotation.
	 */
	private record Reader(MergedAnnotation<FlexInference> annotation, StringValueResolver resolver) {

		private AnnotatedScope read() {
			FlexInferenceScope scope = FlexInferenceScope.NONE.withRequest(request()).withFormat(format());
			return new AnnotatedScope("", scope, within());
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
