package com.flexinference.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.flexinference.benchmarks.peer.PeerKind;
import com.flexinference.benchmarks.peer.Reading;
import com.flexinference.benchmarks.work.FirstEventWork;
import com.flexinference.benchmarks.work.OpenStreamsWork;
import com.flexinference.benchmarks.work.OverheadWork;
import com.flexinference.benchmarks.work.PacedWork;
import com.flexinference.benchmarks.work.StreamWork;
import com.flexinference.benchmarks.work.UnaryWork;
import com.flexinference.benchmarks.work.Way;
import com.flexinference.client.transport.TransportKind;

/**
 * One measurement: a work done by one client or in one way.
 *
 * @param work the class of the work
 * @param subject the client, or the way to call
 * @param threads how many threads work at once
 * @param parameters the parameters of the work beside the client
 */
record Job(Class<?> work, Enum<?> subject, int threads, Map<String, String> parameters) {

	private static final List<PeerKind> HOLDERS = List.of(PeerKind.RAW_JDK, PeerKind.RAW_APACHE, PeerKind.FLEX_JDK,
			PeerKind.FLEX_APACHE);

	private static final List<PeerKind> BY_HAND = List.of(PeerKind.REST_CLIENT_JDK, PeerKind.REST_CLIENT_APACHE);

	/**
	 * Return all jobs. Jobs that are compared follow one another.
	 * @return the jobs
	 */
	static List<Job> all() {
		List<Job> jobs = new ArrayList<>();
		for (Scene scene : List.of(Scene.SMALL, Scene.LARGE)) {
			for (int threads : new int[] { 1, 16 }) {
				add(jobs, UnaryWork.class, Format.CHAT, threads, Map.of("scene", scene.name()));
			}
		}
		add(jobs, UnaryWork.class, Format.MESSAGES, 1, Map.of("scene", Scene.SMALL.name()));
		for (Format format : Format.values()) {
			for (Reading reading : Reading.values()) {
				add(jobs, StreamWork.class, format, 1, Map.of("reading", reading.name()));
			}
			add(jobs, PacedWork.class, format, 1, Map.of());
		}
		add(jobs, FirstEventWork.class, Format.CHAT, 1, Map.of());
		add(jobs, FirstEventWork.class, Format.MESSAGES, 1, Map.of());
		add(jobs, OpenStreamsWork.class, Format.CHAT, 1, Map.of());
		for (TransportKind transport : List.of(TransportKind.JDK, TransportKind.APACHE)) {
			for (Way way : Way.values()) {
				jobs.add(new Job(OverheadWork.class, way, 1, Map.of("transport", transport.name())));
			}
		}
		return jobs;
	}

	private static void add(List<Job> jobs, Class<?> work, Format format, int threads, Map<String, String> more) {
		for (PeerKind peer : PeerKind.values()) {
			if (applies(work, peer, format, more)) {
				Map<String, String> parameters = new LinkedHashMap<>(more);
				parameters.put("format", format.name());
				jobs.add(new Job(work, peer, threads, parameters));
			}
		}
	}

	private static boolean applies(Class<?> work, PeerKind peer, Format format, Map<String, String> parameters) {
		if (!peer.speaks(format)) {
			return false;
		}
		if (work == StreamWork.class) {
			return peer.reads(Reading.valueOf(parameters.get("reading")));
		}
		return work == UnaryWork.class
				|| ((work == OpenStreamsWork.class) ? HOLDERS.contains(peer) : !BY_HAND.contains(peer));
	}

	/**
	 * Return the parameter of the work that takes the subject.
	 * @return a name
	 */
	String subjectParameter() {
		return (this.subject instanceof Way) ? "way" : "peer";
	}

	/**
	 * Return what the job is compared by: all but the client.
	 * @return a title
	 */
	String title() {
		String more = (this.threads > 1) ? ", " + this.threads + " callers" : "";
		String work = this.work.getSimpleName().replace("Work", "");
		return String.join(" ", work, String.join(" ", this.parameters.values())).strip() + more;
	}

}
