package com.flexinference.samples.assistant;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.document.Document;
import org.springframework.ai.reader.TextReader;

import com.flexinference.ai.FlexInferenceMetadata;
import com.flexinference.client.message.Cost;

/**
 * How an answer was served.
 *
 * @param tier the tier that served
 * @param costUsd the cost in US dollars, or {@code null} if unknown
 * @param savedUsd what waiting saved in US dollars, or {@code null} if unknown
 * @param conversationUsd what the conversation has cost in US dollars
 * @param sources the files that the answer is based on
 */
record Served(String tier, @Nullable BigDecimal costUsd, @Nullable BigDecimal savedUsd, BigDecimal conversationUsd,
		List<String> sources) {

	static @Nullable Served of(ChatResponseMetadata metadata, Cost conversation) {
		String tier = metadata.get(FlexInferenceMetadata.SERVED_TIER);
		return (tier != null) ? new Served(tier, usd(metadata, FlexInferenceMetadata.COST),
				usd(metadata, FlexInferenceMetadata.SAVINGS), conversation.usd(), sources(metadata)) : null;
	}

	private static @Nullable BigDecimal usd(ChatResponseMetadata metadata, String key) {
		Cost cost = metadata.get(key);
		return (cost != null) ? cost.usd() : null;
	}

	private static List<String> sources(ChatResponseMetadata metadata) {
		List<Document> documents = metadata.getOrDefault(QuestionAnswerAdvisor.RETRIEVED_DOCUMENTS, List.of());
		return documents.stream()
			.map((document) -> String.valueOf(document.getMetadata().get(TextReader.SOURCE_METADATA)))
			.toList();
	}

}
