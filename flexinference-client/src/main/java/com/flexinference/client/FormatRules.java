package com.flexinference.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;

/**
 * Finds the parts of a request that its caller format does not have.
 */
final class FormatRules {

	private FormatRules() {
	}

	static List<Violation> check(RequestParts parts, CallerFormat format) {
		List<Violation> violations = new ArrayList<>();
		for (Setting setting : parts.settings().keySet()) {
			check(setting.label(), format, (codec) -> codec.supports(setting, parts), violations);
		}
		parts.messages()
			.stream()
			.filter((message) -> message.toolCalls().isEmpty())
			.map(Message::answer)
			.filter((answer) -> answer != null && answer.format() != format)
			.map((answer) -> foreign(Objects.requireNonNull(answer).format(), format))
			.distinct()
			.forEach(violations::add);
		if (format != CallerFormat.INTERACTIONS && parts.messages()
			.stream()
			.map(Message::toolResult)
			.anyMatch((result) -> result != null && result.callId() == null)) {
			violations.add(new Violation("toolResult", null, "has no id of the call that it answers",
					"a result with the id; only the format interactions has none", "toolResult(call, value)"));
		}
		Set<String> checked = new LinkedHashSet<>();
		parts.messages().stream().flatMap((message) -> message.content().stream()).forEach((part) -> {
			if (checked.add(part.label())) {
				check(part.label(), format, (codec) -> codec.supports(part), violations);
			}
		});
		return violations;
	}

	private static Violation foreign(CallerFormat answer, CallerFormat format) {
		return new Violation(
				"assistant", null, "has an answer in the format " + name(answer) + ", which a request in the format "
						+ name(format) + " cannot take back",
				"answers in the format " + name(format), "assistant(answer.text())");
	}

	private static void check(String part, CallerFormat format, Predicate<FormatCodec> supported,
			List<Violation> violations) {
		if (!supported.test(FormatCodec.of(format))) {
			String formats = Arrays.stream(CallerFormat.values())
				.filter((candidate) -> supported.test(FormatCodec.of(candidate)))
				.map(FormatRules::name)
				.collect(Collectors.joining(", "));
			violations.add(new Violation(part, null, "is not supported in a request in the format " + name(format),
					formats.isEmpty() ? "a request without it" : "the formats " + formats, "a request without it"));
		}
	}

	private static String name(CallerFormat format) {
		return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
