package io.fairlead.convert;

/** A part of a load balancer, and which directives its fields come from. */
record Converted<T>(T value, Origins origins) {}
