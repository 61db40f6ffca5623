package io.fairlead.proxy.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import org.jspecify.annotations.Nullable;

/**
 * Which state of which GrpcLoadBalancer a configuration is.
 *
 * @param uid tells it from an earlier one of its name
 * @param generation grows with each change of its spec
 */
public record ConfigVersion(String uid, long generation) {

    /** Returns the version of {@code config}; {@code null} where it has none, as one that a user wrote. */
    public static @Nullable ConfigVersion of(GrpcLoadBalancer config) {
        String uid = config.getMetadata().getUid();
        Long generation = config.getMetadata().getGeneration();
        return uid == null || generation == null ? null : new ConfigVersion(uid, generation);
    }

    /** Returns the version that {@code text} says it is, whatever is wrong with the rest of it; {@code null} where it says none. */
    public static @Nullable ConfigVersion in(String text) {
        try {
            JsonNode metadata = YamlReader.read(text).path("metadata");
            JsonNode uid = metadata.path("uid");
            JsonNode generation = metadata.path("generation");
            return uid.isTextual() && generation.isIntegralNumber() && generation.canConvertToLong()
                    ? new ConfigVersion(uid.textValue(), generation.longValue())
                    : null;
        } catch (InvalidConfigException e) {
            return null;
        }
    }

    /** Whether it is to run in the place of {@code running}: it is of another GrpcLoadBalancer, or of a later generation. */
    public boolean isNewerThan(ConfigVersion running) {
        return !uid.equals(running.uid) || generation > running.generation;
    }
}
