package com.flexinference.samples.assistant;

import java.math.BigDecimal;
import java.time.Duration;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

import com.flexinference.ai.CostAdvisor;
import com.flexinference.ai.FlexInferenceAdvisor;
import com.flexinference.client.message.Cost;

/**
 * Answers the questions of customers.
 */
@Service
class Assistant {

	private static final String SYSTEM = """
			You are the support assistant of Acorn Outdoor, a shop for tents and backpacks.
			Answer in two or three sentences. If you do not know, offer that a person calls back.
			""";

	private final CostAdvisor costs = CostAdvisor.withBudget(BigDecimal.ONE);

	private final ChatClient chat;

	Assistant(ChatClient.Builder chat, ChatMemory memory, VectorStore knowledge, SupportTools tools) {
		this.chat = chat.defaultSystem(SYSTEM)
			.defaultAdvisors(FlexInferenceAdvisor.within(Duration.ofMinutes(2)),
					MessageChatMemoryAdvisor.builder(memory).build(), retrieval(knowledge), this.costs)
			.defaultTools(tools)
			.build();
	}

	private static QuestionAnswerAdvisor retrieval(VectorStore knowledge) {
		return QuestionAnswerAdvisor.builder(knowledge)
			.searchRequest(SearchRequest.builder().topK(2).similarityThreshold(0.2).build())
			// By default it searches again after each call of a tool.
			.order(ToolCallingAdvisor.DEFAULT_ORDER - 1)
			.build();
	}

	/**
	 * Return what a conversation has cost, with all requests between calls of tools.
	 * @param conversation the id of the conversation
	 * @return the cost
	 */
	Cost cost(String conversation) {
		return this.costs.cost(conversation);
	}

	/**
	 * Answer a question.
	 * @param conversation the id of the conversation it belongs to
	 * @param question the question
	 * @return pieces of the answer, of which the last tells how it was served
	 */
	Flux<ChatResponse> answer(String conversation, String question) {
		return this.chat.prompt(question)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation))
			.stream()
			.chatResponse();
	}

}
