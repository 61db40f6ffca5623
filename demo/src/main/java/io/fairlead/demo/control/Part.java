package io.fairlead.demo.control;

/** What runs until it is closed, which cannot fail. */
interface Part extends AutoCloseable {

    @Override
    void close();
}
