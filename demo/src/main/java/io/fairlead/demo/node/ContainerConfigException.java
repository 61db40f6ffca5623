package io.fairlead.demo.node;

/** A container asks for what this node cannot give; the message is for the user. */
final class ContainerConfigException extends Exception {

    ContainerConfigException(String message) {
        super(message);
    }
}
