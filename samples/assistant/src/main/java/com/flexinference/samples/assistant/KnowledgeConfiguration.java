package com.flexinference.samples.assistant;

import java.util.stream.Stream;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.reader.TextReader;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/**
 * What the assistant knows, in a store that finds texts by their meaning.
 */
@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

	@Bean
	EmbeddingModel embeddingModel() {
		return new WordEmbeddings();
	}

	@Bean
	VectorStore knowledge(EmbeddingModel embeddingModel, @Value("classpath:knowledge/*.md") Resource[] files) {
		SimpleVectorStore store = SimpleVectorStore.builder(embeddingModel).build();
		Stream.of(files).map(TextReader::new).map(TextReader::read).forEach(store::add);
		return store;
	}

}
