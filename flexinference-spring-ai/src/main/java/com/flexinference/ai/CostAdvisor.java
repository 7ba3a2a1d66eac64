package com.flexinference.ai;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;

import com.flexinference.client.message.Cost;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * Sums the cost of the requests of each conversation, including those between tool calls,
 * and refuses further requests when a budget is spent. The conversation is that of
 * {@link ChatMemory#CONVERSATION_ID}. Sums are kept in memory, for the 10,000
 * conversations that were used last. Requests whose cost is not known are not counted.
 * Thread-safe.
 */
public final class CostAdvisor implements CallAdvisor, StreamAdvisor {

	/**
	 * The order of the advisor: within the loop of tools.
	 */
	public static final int ORDER = ToolCallingAdvisor.DEFAULT_ORDER + 100;

	private static final int MAX_CONVERSATIONS = 10_000;

	private final Map<String, Cost> costs = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Cost> eldest) {
			return size() > MAX_CONVERSATIONS;
		}

	});

	private final @Nullable BigDecimal budget;

	private CostAdvisor(@Nullable BigDecimal budget) {
		this.budget = budget;
	}

	/**
	 * Create an advisor without a budget.
	 * @return a new advisor
	 */
	public static CostAdvisor create() {
		return new CostAdvisor(null);
	}

	/**
	 * Create an advisor with a budget. The request that reaches the budget is answered;
	 * requests that run at the same time do not include each other's cost.
	 * @param usd what each conversation can cost, in US dollars, more than 0
	 * @return a new advisor
	 */
	public static CostAdvisor withBudget(BigDecimal usd) {
		Assert.isTrue(usd != null && usd.signum() > 0, "'usd' must be positive");
		return new CostAdvisor(usd);
	}

	/**
	 * Return the cost of a conversation.
	 * @param conversation the id of the conversation
	 * @return the sum, zero for an unknown conversation
	 */
	public Cost cost(String conversation) {
		return this.costs.getOrDefault(conversation, new Cost(0, "USD"));
	}

	/**
	 * Reset the cost of a conversation.
	 * @param conversation the id of the conversation
	 */
	public void reset(String conversation) {
		this.costs.remove(conversation);
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
		String conversation = check(request);
		try {
			ChatClientResponse response = chain.nextCall(request);
			add(conversation, response);
			return response;
		}
		catch (TypedAnswerException ex) {
			add(conversation, ex.answer().cost());
			throw ex;
		}
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.defer(() -> {
			String conversation = check(request);
			return chain.nextStream(request)
				.doOnNext((chunk) -> add(conversation, chunk))
				.doOnError(TypedAnswerException.class, (ex) -> add(conversation, ex.answer().cost()));
		});
	}

	private String check(ChatClientRequest request) {
		Object id = request.context().get(ChatMemory.CONVERSATION_ID);
		Assert.isTrue(id != null, "The conversation is not known. Set it for each prompt:"
				+ " advisors((a) -> a.param(ChatMemory.CONVERSATION_ID, id))");
		String conversation = id.toString();
		Cost cost = cost(conversation);
		if (this.budget != null && cost.usd().compareTo(this.budget) >= 0) {
			throw new CostExceededException(conversation, cost, this.budget);
		}
		return conversation;
	}

	private void add(String conversation, ChatClientResponse response) {
		if (response.chatResponse() != null
				&& response.chatResponse().getMetadata().get(FlexInferenceMetadata.COST) instanceof Cost cost) {
			add(conversation, cost);
		}
	}

	private void add(String conversation, @Nullable Cost cost) {
		if (cost != null) {
			this.costs.merge(conversation, cost,
					(sum, next) -> new Cost(sum.microUsd() + next.microUsd(), sum.currency()));
		}
	}

	@Override
	public String getName() {
		return "FlexInference cost";
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
