package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;

/** The header fields of a request, checked as RFC 9113, 8.3.1, wants, and what the proxy has to know of them. */
final class RequestHead {

    /** What stands for a field that is not there. */
    static final int NONE = -1;

    private final Fields fields;
    private int method = NONE;
    private int scheme = NONE;
    private int authority = NONE;
    private int path = NONE;
    private int timeout = NONE;
    private long contentLength = NONE;
    private long timeoutNanos = GrpcTimeout.NONE;
    private boolean grpc;

    private RequestHead(Fields fields) {
        this.fields = fields;
    }

    /** Reads {@code fields}, which are the head's from then on. */
    static RequestHead of(Fields fields) throws Malformed {
        RequestHead head = new RequestHead(fields);
        boolean regular = false;
        for (int i = 0; i < fields.count(); i++) {
            if (FieldRules.isPseudo(fields, i)) {
                if (regular) {
                    throw new Malformed("a pseudo-header field behind others");
                }
                head.pseudo(i);
            } else {
                regular = true;
                FieldRules.check(fields, i);
                head.field(i);
            }
        }
        head.checkWhole();
        return head;
    }

    private void pseudo(int i) throws Malformed {
        FieldRules.checkValue(fields, i);
        if (fields.nameIs(i, Names.PATH)) {
            path = once(path, i);
        } else if (fields.nameIs(i, Names.METHOD)) {
            method = once(method, i);
            FieldRules.checkMethod(fields, i);
        } else if (fields.nameIs(i, Names.SCHEME)) {
            scheme = once(scheme, i);
        } else if (fields.nameIs(i, Names.AUTHORITY)) {
            authority = once(authority, i);
        } else {
            throw new Malformed("a pseudo-header field that a request has not");
        }
    }

    private static int once(int before, int i) throws Malformed {
        if (before != NONE) {
            throw new Malformed("a pseudo-header field twice");
        }
        return i;
    }

    private void field(int i) throws Malformed {
        switch (fields.nameLength(i)) {
            case 12 -> {
                if (fields.nameIs(i, Names.CONTENT_TYPE)) {
                    grpc = Names.isGrpc(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
                } else if (fields.nameIs(i, Names.GRPC_TIMEOUT)) {
                    timeout = i;
                    timeoutNanos = GrpcTimeout.nanos(fields, i);
                }
            }
            case 14 -> {
                if (fields.nameIs(i, Names.CONTENT_LENGTH)) {
                    contentLength = FieldRules.length(fields, i, contentLength);
                }
            }
            default -> {}
        }
    }

    private void checkWhole() throws Malformed {
        if (method == NONE) {
            throw new Malformed("no :method");
        }
        if (isConnect()) {
            return;
        }
        if (scheme == NONE || fields.valueLength(scheme) == 0 || path == NONE || fields.valueLength(path) == 0) {
            throw new Malformed("no :scheme or no :path");
        }
        if (fields.bytes()[fields.valueStart(path)] != '/' && !isForWholeServer()) {
            throw new Malformed(":path does not begin with a slash");
        }
    }

    private boolean isForWholeServer() {
        return fields.valueIs(path, Names.ASTERISK) && fields.valueIs(method, Names.OPTIONS);
    }

    Fields fields() {
        return fields;
    }

    boolean isConnect() {
        return fields.valueIs(method, Names.CONNECT);
    }

    /** Whether its answer has no body, whatever the answer's {@code content-length} says. */
    boolean isHead() {
        return fields.valueIs(method, Names.HEAD);
    }

    /** Whether it is gRPC by its content type. */
    boolean isGrpc() {
        return grpc;
    }

    /** Returns the length that its body has to have; -1 where it does not say. */
    long contentLength() {
        return contentLength;
    }

    /** Returns the field of its {@code grpc-timeout}, {@link #NONE} where it has none. */
    int timeoutField() {
        return timeout;
    }

    /** Returns how long it may take, in nanoseconds; negative where it does not say. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /** Returns the field of its {@code :authority}, {@link #NONE} where it has none. */
    int authorityField() {
        return authority;
    }

    /** Returns the field of its {@code :path}, {@link #NONE} where it has none. */
    int pathField() {
        return path;
    }

    String path() {
        return path == NONE ? "" : fields.value(path);
    }

    String method() {
        return fields.valueIs(method, Names.POST) ? "POST" : fields.value(method);
    }
}
