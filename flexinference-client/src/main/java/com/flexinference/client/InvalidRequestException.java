package com.flexinference.client;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignText;

/**
 * Thrown before any I/O for a request that the service would always refuse
 * (docs/wire-contract.md, section 3.3). The message lists everything that is wrong, what
 * is allowed and an example.
 */
public final class InvalidRequestException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	private final Violation[] violations;

	InvalidRequestException(List<Violation> violations, @Nullable Throwable cause) {
		super(violations.stream().map(Violation::toString).collect(Collectors.joining(" ")), cause);
		this.violations = violations.toArray(Violation[]::new);
	}

	InvalidRequestException(Violation violation) {
		this(List.of(violation), null);
	}

	/**
	 * Return what is wrong, in the order of docs/wire-contract.md, section 3.3.
	 * @return at least one violation
	 */
	public List<Violation> violations() {
		return List.of(this.violations);
	}

	/**
	 * One thing that is wrong with a request.
	 *
	 * @param field the field of the request, such as {@code retry.count}
	 * @param code the code by which the service would refuse it, or {@code null} if the
	 * contract names none
	 * @param problem what is wrong
	 * @param allowed what is allowed
	 * @param example a piece of JSON that would do
	 */
	public record Violation(String field, @Nullable String code, String problem, String allowed,
			String example) implements Serializable {

		private static final int MAX_SHOWN = 80;

		static String shown(String value) {
			return ForeignText.neutralize(value, MAX_SHOWN);
		}

		@Override
		public String toString() {
			return "'" + this.field + "' " + this.problem + ((this.code != null) ? " (" + this.code + ")" : "")
					+ ". Allowed: " + this.allowed + ". Example: " + this.example + ".";
		}

	}

}
