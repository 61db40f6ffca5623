package io.fairlead.demo.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fairlead.demo.api.EmbeddedApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Starts API servers, on whatever port is free. */
public final class TestApi {

    private TestApi() {}

    /** Returns one that has this namespace. */
    public static EmbeddedApi start(String serviceRange, String namespace) throws IOException {
        EmbeddedApi api = EmbeddedApi.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), serviceRange);
        api.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return api;
    }
}
