package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.demo.api.discovery.Discovery;
import io.fairlead.demo.api.discovery.ResourceType;
import io.fairlead.demo.api.discovery.ResourceTypes;
import io.fairlead.demo.api.openapi.OpenApi;
import java.util.List;

/** Which kinds are served now: the built-in ones, and those of the CustomResourceDefinitions that are there. */
final class ServedTypes {

    static final ObjectKey DEFINITIONS =
            new ObjectKey("apiextensions.k8s.io", "v1", "customresourcedefinitions", null, null);

    private record Snapshot(ResourceTypes types, Discovery discovery, OpenApi openApi) {

        static Snapshot of(List<ObjectNode> definitions) {
            ResourceTypes types = ResourceTypes.of(definitions);
            return new Snapshot(types, new Discovery(types), new OpenApi(types));
        }
    }

    private volatile Snapshot snapshot;

    ServedTypes(ObjectStore store) {
        snapshot = Snapshot.of(store.list(DEFINITIONS));
        store.listen(change -> {
            if (DEFINITIONS.covers(change.key())) {
                snapshot = Snapshot.of(store.list(DEFINITIONS));
            }
        });
    }

    ResourceTypes types() {
        return snapshot.types();
    }

    Discovery discovery() {
        return snapshot.discovery();
    }

    OpenApi openApi() {
        return snapshot.openApi();
    }

    /** Returns the key of all objects of a kind. */
    static ObjectKey collection(ResourceType type) {
        return new ObjectKey(type.group(), type.version(), type.plural(), null, null);
    }
}
