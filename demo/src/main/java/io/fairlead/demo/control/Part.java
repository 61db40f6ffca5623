package io.fairlead.demo.control;

/** What runs until it is closed, which cannot fail. */
interface Part extends AutoCloseable {

    /** Begins to act: all that there was at the start is known. */
    void begin();

    @Override
    void close();
}
