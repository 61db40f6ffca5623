package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Abuse;
import io.fairlead.proxy.http2.ErrorCode;
import io.fairlead.proxy.testing.frames.RawConnection;

/**
 * Something that the other side of a connection must not do.
 *
 * @param name what it is
 * @param code the code that it is ended with
 * @param kind what it is counted as
 * @param script does it
 */
record Attack<C extends RawConnection>(String name, ErrorCode code, Abuse kind, Script<C> script) {

    /** Does it to {@code stream}, which is open, or to whatever it likes. */
    @FunctionalInterface
    interface Script<C extends RawConnection> {

        void run(C attacker, int stream) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
