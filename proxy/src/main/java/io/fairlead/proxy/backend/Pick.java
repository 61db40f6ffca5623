package io.fairlead.proxy.backend;

/** What a backend has for a connection. */
public sealed interface Pick permits Candidate, NoPick {}
