package com.flexinference.reactive;

import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshot;
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

	static <T> Supplier<T> bind(ContextView context, Supplier<T> call) {
		return AVAILABLE ? Snapshots.bind(context, call) : call;
	}

	private static final class Snapshots {

		private static final ContextSnapshotFactory FACTORY = ContextSnapshotFactory.builder().build();

		static <T> Supplier<T> bind(ContextView context, Supplier<T> call) {
			ContextSnapshot snapshot = FACTORY.captureAll(context);
			return () -> {
				ContextSnapshot.Scope scope = snapshot.setThreadLocals();
				try {
					return call.get();
				}
				finally {
					scope.close();
				}
			};
		}

	}

}
