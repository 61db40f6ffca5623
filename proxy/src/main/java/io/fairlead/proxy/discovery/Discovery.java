package io.fairlead.proxy.discovery;

import io.fairlead.api.v1alpha1.Backend;

/** Finds the servers of one backend, and tells when they change. All is called on the control thread. */
public interface Discovery {

    /** Looks for the servers of {@code backend} from now on; what is known of those that stay is kept. */
    void update(Backend backend);

    /** Stops looking. */
    void stop();
}
