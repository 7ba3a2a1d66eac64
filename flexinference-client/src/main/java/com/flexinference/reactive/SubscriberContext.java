package com.flexinference.reactive;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.util.ClassUtils;
import reactor.util.context.ContextView;

/**
 * Carries the Micrometer context of a subscriber, such as its trace, to the thread that
 * makes its call. Does nothing without Micrometer's context propagation, which is
 * optional.
 */
final class SubscriberContext {

	private static final boolean AVAILABLE = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			SubscriberContext.class.getClassLoader());

	private SubscriberContext() {
	}

	static <T> Callable<T> bind(ContextView context, Supplier<T> call) {
		return AVAILABLE ? Snapshots.FACTORY.captureAll(context).wrap(call::get) : call::get;
	}

	private static final class Snapshots {

		static final ContextSnapshotFactory FACTORY = ContextSnapshotFactory.builder().build();

	}

}
