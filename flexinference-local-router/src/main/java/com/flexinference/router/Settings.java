package com.flexinference.router;

import java.time.Duration;
import java.util.Map;

/**
 * What a router was built with. Any key is accepted if there are none.
 */
record Settings(int port, long seed, double capacity, Duration latency, int timeScale, int raceSlots,
		Map<String, LocalKey> keys) {

}
