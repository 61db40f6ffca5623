package io.fairlead.demo.script;

import java.time.Duration;

/**
 * How busy a client is.
 *
 * @param pause after each call
 * @param callsPerConnection how many calls it makes on a connection before it takes a new one, 1 or more
 */
record CallRate(Duration pause, int callsPerConnection) {}
