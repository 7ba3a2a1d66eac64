package com.flexinference.samples.assistant;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * A local stand-in for an embedding model, by which texts with the same words are near.
 * FlexInference has no embeddings. An application takes the {@link EmbeddingModel} of
 * another provider, or one that runs in process.
 */
class WordEmbeddings implements EmbeddingModel {

	private static final int DIMENSIONS = 256;

	private static final int STEM = 5;

	@Override
	public EmbeddingResponse call(EmbeddingRequest request) {
		List<String> texts = request.getInstructions();
		return new EmbeddingResponse(
				IntStream.range(0, texts.size()).mapToObj((i) -> new Embedding(vector(texts.get(i)), i)).toList());
	}

	@Override
	public float[] embed(Document document) {
		return vector(Objects.requireNonNull(document.getText()));
	}

	private static float[] vector(String text) {
		float[] vector = new float[DIMENSIONS];
		// A vector of zeros has no direction.
		vector[0] = 0.01F;
		for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
			if (word.length() > 3) {
				String stem = word.substring(0, Math.min(STEM, word.length()));
				vector[Math.floorMod(stem.hashCode(), DIMENSIONS)]++;
			}
		}
		return vector;
	}

}
