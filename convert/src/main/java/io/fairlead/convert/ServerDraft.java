package io.fairlead.convert;

import io.fairlead.api.v1alpha1.Server;

/** A server, as its line says. */
record ServerDraft(Directive origin, String name, String address, int port, ServerOptions options) {

    Server build() {
        return new Server(name, address, port, options.weight, options.backup ? true : null, options.maxConnections);
    }

    /** Remembers where its fields are from, in those of the backend that has it at {@code path}. */
    void putOrigins(String path, Origins backend) {
        Origins own = new Origins();
        own.put("name", origin);
        own.put("address", origin);
        own.put("port", origin);
        own.put("backup", origin);
        own.putAll(options.origins);
        backend.putAll(path, own);
    }
}
