package io.fairlead.proxy.grpc;

import io.fairlead.proxy.http2.Fields;

/**
 * The header fields of an answer, checked as RFC 9113, 8.3.2, wants.
 *
 * @param status its HTTP status, 100-999
 * @param contentLength the length that its body has to have; -1 where it does not say
 * @param grpc whether its content type says that it is gRPC
 */
record AnswerHead(int status, long contentLength, boolean grpc) {

    private static final int SWITCHING_PROTOCOLS = 101;

    static AnswerHead of(Fields fields) throws Malformed {
        int status = -1;
        long contentLength = -1;
        boolean grpc = false;
        boolean regular = false;
        for (int i = 0; i < fields.count(); i++) {
            if (FieldRules.isPseudo(fields, i)) {
                if (regular || status != -1 || !fields.nameIs(i, Names.STATUS)) {
                    throw new Malformed("a pseudo-header field that an answer has not, or twice, or behind others");
                }
                status = status(fields, i);
            } else {
                regular = true;
                FieldRules.check(fields, i);
                if (fields.nameIs(i, Names.CONTENT_LENGTH)) {
                    contentLength = FieldRules.length(fields, i, contentLength);
                } else if (fields.nameIs(i, Names.CONTENT_TYPE)) {
                    grpc = Names.isGrpc(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
                }
            }
        }
        if (status == -1) {
            throw new Malformed("no :status");
        }
        return new AnswerHead(status, contentLength, grpc);
    }

    private static int status(Fields fields, int i) throws Malformed {
        long number = fields.valueLength(i) == 3 ? FieldRules.number(fields, i) : -1;
        if (number < 100 || number == SWITCHING_PROTOCOLS) {
            throw new Malformed(":status is none that may be");
        }
        return (int) number;
    }

    /** Whether another one follows, which is the answer. */
    boolean isInformational() {
        return status < 200;
    }

    /** Whether no body follows, whatever {@code content-length} says. */
    boolean isWithoutBody() {
        return status == 204 || status == 304;
    }

    /** Returns the gRPC status code that {@code fields}, of an answer or of its trailers, say; -1 where they say none. */
    static int grpcStatus(Fields fields) {
        int field = fields.find(Names.GRPC_STATUS);
        return field < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, FieldRules.number(fields, field));
    }
}
