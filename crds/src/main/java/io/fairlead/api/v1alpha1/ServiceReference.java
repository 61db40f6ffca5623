package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * A port of a Kubernetes Service in the resource's own namespace.
 *
 * @param name the Service's name
 * @param port the Service port's name or number
 */
@Haproxy(Haproxy.NONE)
public record ServiceReference(
        @Required @Pattern(Patterns.DNS_LABEL) @Size(min = 1, max = 63)
        String name,

        @Required @Min(1) @Max(65535) @Pattern(Patterns.PORT_NAME) @Size(min = 1, max = 15)
        IntOrString port) {}
