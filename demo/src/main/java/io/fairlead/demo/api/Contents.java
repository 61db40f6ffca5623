package io.fairlead.demo.api;

import java.util.List;
import java.util.stream.Stream;

/** Which objects go with another: those of a namespace, and those of a kind that a CustomResourceDefinition defines. */
final class Contents {

    private final ObjectStore store;
    private final ServedTypes types;

    Contents(ObjectStore store, ServedTypes types) {
        this.store = store;
        this.types = types;
    }

    /** Returns whether such an object stays until its contents are gone. */
    static boolean canHave(ObjectKey holder) {
        return holder.is("", ObjectKey.NAMESPACES) || ServedTypes.DEFINITIONS.covers(holder);
    }

    /** Returns what goes with {@code holder}. */
    List<ObjectKey> of(ObjectKey holder) {
        return collections(holder)
                .flatMap(
                        collection -> store.list(collection).stream().map(object -> collection.of(Metadata.of(object))))
                .toList();
    }

    /** Returns what {@code object} goes with. */
    Stream<ObjectKey> holdersOf(ObjectKey object) {
        Stream<ObjectKey> definition = object.group().isEmpty()
                ? Stream.empty()
                : Stream.of(ServedTypes.DEFINITIONS.named(object.plural() + "." + object.group()));
        String namespace = object.namespace();
        return namespace == null ? definition : Stream.concat(Stream.of(ObjectKey.namespace(namespace)), definition);
    }

    private Stream<ObjectKey> collections(ObjectKey holder) {
        if (holder.is("", ObjectKey.NAMESPACES)) {
            return types.types().all().stream()
                    .filter(type -> type.namespaced())
                    .map(type -> new ObjectKey(type.group(), type.version(), type.plural(), holder.name(), null));
        }
        return types.types().all().stream()
                .filter(type -> (type.plural() + "." + type.group()).equals(holder.name()))
                .map(ServedTypes::collection);
    }
}
