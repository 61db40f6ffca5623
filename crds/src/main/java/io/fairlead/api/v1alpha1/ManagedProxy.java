package io.fairlead.api.v1alpha1;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the operator runs; in a file that a proxy runs by itself only {@code dataPath} has a meaning. What decides privileges (image,
 * service account, security context) is the operator's own configuration.
 *
 * @param replicas how many pods there are; omitted: 2
 * @param resources what each pod asks for and may use; omitted: nothing is asked for, and nothing limits it
 * @param service how the Service in front of the pods is reached; omitted: as if each of its fields were
 * @param dataPath how listeners of mode TCP relay bytes, from the next connection on; without epoll they are copied in any case; omitted: Auto
 */
@Haproxy(Haproxy.NONE)
public record ManagedProxy(
        @Nullable @Min(0) @Max(100) @Default("2") @SpecReplicas
        Integer replicas,

        @Nullable ComputeResources resources,
        @Nullable ProxyService service,
        @Nullable @Haproxy("option splice-auto, nosplice") DataPath dataPath) {

    static final ManagedProxy DEFAULT = new ManagedProxy(null, null, null, null);

    private static final int DEFAULT_REPLICAS = 2;

    public int replicasOrDefault() {
        return replicas == null ? DEFAULT_REPLICAS : replicas;
    }

    /** Returns how bytes are relayed. */
    public DataPath dataPathOrDefault() {
        return dataPath == null ? DataPath.Auto : dataPath;
    }

    public ProxyService serviceOrDefault() {
        return service == null ? ProxyService.DEFAULT : service;
    }
}
