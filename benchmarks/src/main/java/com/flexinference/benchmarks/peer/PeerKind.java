package com.flexinference.benchmarks.peer;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;

/**
 * All that is measured.
 */
public enum PeerKind {

	/**
	 * The client of the JDK, which sets the limit.
	 */
	RAW_JDK("JDK HttpClient", RawJdk::new, EnumSet.allOf(Format.class), EnumSet.of(Reading.RAW)),

	/**
	 * Apache's client.
	 */
	RAW_APACHE("Apache HttpClient 5", RawApache::new, EnumSet.allOf(Format.class), EnumSet.of(Reading.RAW)),

	/**
	 * Ours on the client of the JDK.
	 */
	FLEX_JDK("FlexInference, JDK", FlexInference::onJdk, EnumSet.allOf(Format.class), EnumSet.allOf(Reading.class)),

	/**
	 * Ours on Apache's client.
	 */
	FLEX_APACHE("FlexInference, Apache", FlexInference::onApache, EnumSet.allOf(Format.class),
			EnumSet.allOf(Reading.class)),

	/**
	 * Spring's client on its request factory for the JDK.
	 */
	REST_CLIENT_JDK("RestClient, JDK", PlainRestClient::onJdk, EnumSet.of(Format.CHAT), EnumSet.of(Reading.RAW)),

	/**
	 * Spring's client on its request factory for Apache.
	 */
	REST_CLIENT_APACHE("RestClient, Apache", PlainRestClient::onApache, EnumSet.of(Format.CHAT),
			EnumSet.of(Reading.RAW)),

	/**
	 * OpenAI's client.
	 */
	OPENAI("openai-java", OpenAi::new, EnumSet.of(Format.CHAT, Format.RESPONSES), EnumSet.of(Reading.TEXT)),

	/**
	 * Spring AI on OpenAI's client.
	 */
	SPRING_AI("Spring AI", SpringAi::onOpenAi, EnumSet.of(Format.CHAT), EnumSet.of(Reading.TEXT)),

	/**
	 * Spring AI on ours.
	 */
	SPRING_AI_FLEX("Spring AI on ours", SpringAi::onFlexInference, EnumSet.of(Format.CHAT), EnumSet.of(Reading.TEXT)),

	/**
	 * LangChain4j's client of OpenAI.
	 */
	LANGCHAIN4J("LangChain4j", LangChain4j::new, EnumSet.of(Format.CHAT, Format.RESPONSES), EnumSet.of(Reading.TEXT)),

	/**
	 * Anthropic's client.
	 */
	ANTHROPIC("anthropic-java", Anthropic::new, EnumSet.of(Format.MESSAGES), EnumSet.of(Reading.TEXT));

	private final String title;

	private final Function<String, Peer> factory;

	private final Set<Format> formats;

	private final Set<Reading> readings;

	PeerKind(String title, Function<String, Peer> factory, Set<Format> formats, Set<Reading> readings) {
		this.title = title;
		this.factory = factory;
		this.formats = formats;
		this.readings = readings;
	}

	/**
	 * Return the name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

	public boolean speaks(Format format) {
		return this.formats.contains(format);
	}

	public boolean reads(Reading reading) {
		return this.readings.contains(reading);
	}

	public boolean knowsText() {
		return this.readings.contains(Reading.TEXT);
	}

	/**
	 * Create the client.
	 * @param scene what the server is to play
	 * @return the client
	 */
	public Peer create(Scene scene) {
		return this.factory.apply(scene.baseUrl());
	}

}
