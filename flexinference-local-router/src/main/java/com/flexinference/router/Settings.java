package com.flexinference.router;

import java.time.Duration;
import java.util.Map;

/**
 * What a router was built with.
 *
 * @param port the port to listen on
 * @param seed the seed of the races
 * @param capacity the chance that flex wins
 * @param latency the pause between the events of a stream
 * @param timeScale how much faster than real time the simulation runs
 * @param raceSlots how many races can run at once
 * @param keys the keys that are accepted, empty to accept any
 */
record Settings(int port, long seed, double capacity, Duration latency, int timeScale, int raceSlots,
		Map<String, LocalKey> keys) {

}
