package io.fairlead.proxy.health;

import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all monitors share.
 *
 * @param control the control thread
 * @param probes makes the probes
 * @param clock tells the time of day
 * @param random spreads the probes
 */
public record Monitoring(EventExecutor control, Probes probes, InstantSource clock, RandomGenerator random) {}
