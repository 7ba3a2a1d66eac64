package com.flexinference.autoconfigure.template;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

import com.flexinference.template.Deadline;
import com.flexinference.template.FlexInferenceScope;

/**
 * Gives the work for a request the deadline in one of its headers, in milliseconds from
 * now. Anything else in the header is ignored.
 */
class DeadlineHeaderFilter extends OncePerRequestFilter {

	private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

	private final String header;

	private final InstantSource clock;

	DeadlineHeaderFilter(String header, InstantSource clock) {
		this.header = header;
		this.clock = clock;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		FlexInferenceScope scope = scope(request.getHeader(this.header));
		try {
			FlexInferenceScope.<Boolean, Exception>with(scope, () -> {
				chain.doFilter(request, response);
				return true;
			});
		}
		catch (ServletException | IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ServletException(ex);
		}
	}

	private FlexInferenceScope scope(@Nullable String value) {
		if (value == null || !MILLIS.matcher(value).matches()) {
			return FlexInferenceScope.NONE;
		}
		Duration left = Duration.ofMillis(Long.parseLong(value));
		return FlexInferenceScope.NONE.withDeadline(
				Deadline.at("the request (" + this.header + ")", this.clock.instant().plus(left), this.clock));
	}

}
