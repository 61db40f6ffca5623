package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told of; pieces of DATA of one stream that follow one another are one line. */
class Events implements FrameHandler {

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private int dataStream;
    private int dataFlow;

    List<String> lines() {
        endData();
        return lines;
    }

    @Override
    public void data(int stream, ByteBuf piece, int flowBytes, boolean endStream) {
        if (stream != dataStream) {
            endData();
            dataStream = stream;
        }
        data.append(piece.toString(ISO_8859_1));
        dataFlow += flowBytes;
        if (endStream) {
            data.append(" end");
            endData();
        }
    }

    private void endData() {
        if (dataStream != 0) {
            lines.add("data " + dataStream + ' ' + dataFlow + ": " + data);
        }
        dataStream = 0;
        dataFlow = 0;
        data.setLength(0);
    }

    @Override
    public void headers(int stream, Fields fields, boolean endStream, Decoded decoded) {
        add("headers " + stream + ' ' + Texts.lines(fields) + (endStream ? " end" : "") + ' ' + decoded);
    }

    @Override
    public void priority(int stream) {
        add("priority " + stream);
    }

    @Override
    public void reset(int stream, long code) {
        add("reset " + stream + ' ' + code);
    }

    @Override
    public void settings(Settings settings) {
        add(settings.toString());
    }

    @Override
    public void settingsAcknowledged() {
        add("settings acknowledged");
    }

    @Override
    public void ping(long payload) {
        add("ping " + payload);
    }

    @Override
    public void pingAcknowledged(long payload) {
        add("ping acknowledged " + payload);
    }

    @Override
    public void goAway(int lastStream, long code, String debug) {
        add("goaway " + lastStream + ' ' + code + ": " + debug);
    }

    @Override
    public void windowUpdate(int stream, int increment) {
        add("window " + stream + ' ' + increment);
    }

    @Override
    public void unknown(int type) {
        add("unknown " + type);
    }

    @Override
    public void streamFault(int stream, ErrorCode code, Abuse kind, String message) {
        add("fault " + stream + ' ' + code + ' ' + kind + ": " + message);
    }

    private void add(String line) {
        endData();
        lines.add(line);
    }
}
