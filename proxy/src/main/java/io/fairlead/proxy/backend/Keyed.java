package io.fairlead.proxy.backend;

/** Something that a server is picked for, and that a hash can pick by. */
@FunctionalInterface
public interface Keyed {

    /**
     * Returns the bytes that are hashed: the same for all that are to be given the same server, such as the client's address. Only algorithms by hash
     * ask, once a pick; nobody changes what they get.
     */
    byte[] hashKey();
}
