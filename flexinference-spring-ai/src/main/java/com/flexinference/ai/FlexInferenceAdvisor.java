package com.flexinference.ai;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import com.flexinference.client.FlexRequest;
import com.flexinference.template.Deadline;
import com.flexinference.template.FlexInferenceScope;

/**
 * Sets defaults for the calls of a chat client, or of one prompt. They apply to each
 * request of the tool loop. An advisor of the prompt takes precedence over those of the
 * chat client, and options of the prompt and of the model over all advisors.
 *
 * <pre>{@code
 * ChatClient chat = ChatClient.builder(model)
 *     .defaultAdvisors(FlexInferenceAdvisor.within(Duration.ofMinutes(2)))
 *     .build();
 * }</pre>
 */
public final class FlexInferenceAdvisor implements CallAdvisor, StreamAdvisor {

	/**
	 * The order of the advisor: around those of chat memory and of tools.
	 */
	public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private static final String SCOPE = FlexInferenceAdvisor.class.getName() + ".scope";

	private final String name;

	private final Supplier<FlexInferenceScope> scope;

	private final UnaryOperator<ChatClientRequest> request;

	private FlexInferenceAdvisor(String name, Supplier<FlexInferenceScope> scope,
			UnaryOperator<ChatClientRequest> request) {
		this.name = name;
		this.scope = scope;
		this.request = request;
	}

	/**
	 * Set parts of the requests.
	 * @param part writes the part, without messages
	 * @return an advisor
	 * @throws IllegalArgumentException if the part has messages
	 */
	public static FlexInferenceAdvisor request(Consumer<FlexRequest.Builder> part) {
		FlexRequest request = FlexRequest.of(part);
		PortableFields.checkPart(request);
		FlexInferenceScope scope = FlexInferenceScope.NONE.withRequest(request);
		return new FlexInferenceAdvisor("request", () -> scope, UnaryOperator.identity());
	}

	/**
	 * Set how long each request can wait to start. Requests that wait can cost half.
	 * @param duration whole seconds, from 5 seconds to 10 minutes
	 * @return an advisor
	 */
	public static FlexInferenceAdvisor startWithin(Duration duration) {
		return request((part) -> part.startWithin(duration));
	}

	/**
	 * Set the point in time by which the answers should start, including those of
	 * requests after tool calls. A request that has less than 5 seconds left uses the
	 * standard tier.
	 * @param target supplies the point in time, once for each call of the chat client
	 * @return an advisor
	 */
	public static FlexInferenceAdvisor startBy(Supplier<Instant> target) {
		Assert.notNull(target, "'target' must not be null");
		return new FlexInferenceAdvisor("startBy", () -> FlexInferenceScope.NONE, (advised) -> {
			Instant instant = target.get();
			FlexInferenceChatOptions options = FlexInferenceChatOptions.builder()
				.call((call) -> call.startBy(instant))
				.build();
			return advised.mutate()
				.prompt(advised.prompt()
					.mutate()
					.chatOptions(options.completing(advised.prompt().getOptions()))
					.build())
				.build();
		});
	}

	/**
	 * Limit the time of each call of the chat client: all its requests, the tools between
	 * them, and the last byte of the answer. A tool that runs is not interrupted.
	 * @param budget a positive time
	 * @return an advisor; without remaining time the call ends with a
	 * {@link com.flexinference.template.DeadlineExceededException}, or with the timeout
	 * of the request that ran
	 */
	public static FlexInferenceAdvisor within(Duration budget) {
		return within(budget, InstantSource.system());
	}

	static FlexInferenceAdvisor within(Duration budget, InstantSource clock) {
		Assert.isTrue(budget != null && !budget.isNegative() && !budget.isZero(), "'budget' must be positive");
		return new FlexInferenceAdvisor("within",
				() -> FlexInferenceScope.NONE.withDeadline(Deadline.in("the chat client's call", budget, clock)),
				UnaryOperator.identity());
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest advised, CallAdvisorChain chain) {
		FlexInferenceScope merged = merge(advised);
		return FlexInferenceScope.with(merged, () -> chain.nextCall(next(advised, merged)));
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest advised, StreamAdvisorChain chain) {
		return Flux.deferContextual((subscriber) -> {
			FlexInferenceScope outer = subscriber.<FlexInferenceScope>getOrEmpty(FlexInferenceScope.Accessor.KEY)
				.orElseGet(FlexInferenceScope::current);
			FlexInferenceScope merged = merge(advised);
			// Requests after calls of tools are made on other threads.
			return chain.nextStream(next(advised, merged))
				.contextWrite((context) -> context.put(SCOPE, merged)
					.put(FlexInferenceScope.Accessor.KEY, merged.inside(outer)));
		});
	}

	static FlexInferenceScope scope(ContextView subscriber) {
		return subscriber.<FlexInferenceScope>getOrEmpty(SCOPE).orElse(FlexInferenceScope.NONE);
	}

	private FlexInferenceScope merge(ChatClientRequest advised) {
		// Spring AI places advisors of the prompt around those of the chat client.
		return (advised.context().get(SCOPE) instanceof FlexInferenceScope outer) ? outer.inside(this.scope.get())
				: this.scope.get();
	}

	private ChatClientRequest next(ChatClientRequest advised, FlexInferenceScope merged) {
		return this.request.apply(advised.mutate().context(SCOPE, merged).build());
	}

	@Override
	public String getName() {
		return "FlexInference " + this.name;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
