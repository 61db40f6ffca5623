package io.fairlead.proxy.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Formats records and writes them, a batch in one piece. Only one thread may use it. */
final class BatchWriter {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final OutputStream out;
    private final LogFormat format;
    private final StringBuilder text = new StringBuilder();
    private boolean failureReported;

    BatchWriter(OutputStream out, LogFormat format) {
        this.out = out;
        this.format = format;
    }

    /** Returns whether the batch was written; the first failure is reported, later ones are not. */
    boolean write(List<Record> batch) {
        try {
            text.setLength(0);
            for (Record ended : batch) {
                format.append(ended, text);
                text.append('\n');
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException | RuntimeException e) {
            report(e);
            return false;
        }
    }

    private void report(Exception failure) {
        if (!failureReported) {
            failureReported = true;
            log.atError()
                    .addKeyValue("cause", failure)
                    .log("access log cannot be written; lines are lost, later failures are only counted");
        }
    }
}
