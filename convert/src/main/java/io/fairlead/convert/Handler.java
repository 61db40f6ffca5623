package io.fairlead.convert;

/** Does what a directive says to a {@code draft}. */
@FunctionalInterface
interface Handler<D> {

    void take(D draft, Arguments args) throws DirectiveException;
}
