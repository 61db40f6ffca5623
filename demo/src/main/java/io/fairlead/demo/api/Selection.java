package io.fairlead.demo.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which objects a list, a watch or a deletion of many is about. */
record Selection(ObjectKey collection, LabelSelector labels, FieldSelector fields) {

    static Selection of(ObjectKey collection, Query query) {
        return new Selection(
                collection,
                LabelSelector.parse(query.text("labelSelector")),
                FieldSelector.parse(query.text("fieldSelector")));
    }

    boolean matches(@Nullable ObjectNode object) {
        return object != null && labels.test(Metadata.of(object).labels()) && fields.test(object);
    }

    List<ObjectNode> of(ObjectStore store) {
        return store.list(collection).stream().filter(this::matches).toList();
    }
}
