package io.fairlead.proxy.testing.frames;

import io.fairlead.proxy.testing.frames.Frame.Data;
import io.fairlead.proxy.testing.frames.Frame.End;
import io.fairlead.proxy.testing.frames.Frame.GoAway;
import io.fairlead.proxy.testing.frames.Frame.Headers;
import io.fairlead.proxy.testing.frames.Frame.Ping;
import io.fairlead.proxy.testing.frames.Frame.Reset;
import io.fairlead.proxy.testing.frames.Frame.Settings;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * One side of an HTTP/2 connection. It acknowledges SETTINGS and PINGs unless told otherwise, sends what a test says, and minds no window.
 * Each await takes what it finds, whatever came before it, and fails where that does not come within 20 s, or the connection ends.
 */
public class RawConnection implements AutoCloseable {

    private static final long DEFAULT_TABLE_SIZE = 4096;
    private static final long FIRST_PING = 0x7a11_0000_0000L;

    private final Socket socket;
    private final OutputStream out;
    private final FrameReader reader;
    private final FrameLog log = new FrameLog();
    private final AtomicLong nextPing = new AtomicLong(FIRST_PING);

    /** The SETTINGS that the other side did not acknowledge yet. */
    private final Queue<Settings> announced = new ConcurrentLinkedQueue<>();

    /** Guarded by {@link #out}. */
    private final FieldEncoder encoder = new FieldEncoder();

    private volatile boolean acknowledging = true;

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(0);
        out = socket.getOutputStream();
        reader = new FrameReader(socket.getInputStream());
    }

    final String readPreface() throws IOException {
        return reader.preface(Frames.PREFACE.length());
    }

    /** Begins to take what comes. */
    public final void read() {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Frame frame = reader.next();
                    react(frame);
                    log.add(frame);
                }
            } catch (EOFException e) {
                log.add(new End("FIN"));
            } catch (SocketException e) {
                log.add(new End("RST"));
            } catch (IOException | RuntimeException e) {
                log.add(new End(e.toString()));
            }
        });
    }

    private void react(Frame frame) throws IOException {
        switch (frame) {
            case Settings settings
            when settings.ack() -> {
                Settings announcement = announced.poll();
                if (announcement != null) {
                    reader.acknowledged(announcement);
                }
            }
            case Settings settings -> {
                Long size = settings.values().get(FrameType.HEADER_TABLE_SIZE);
                if (size != null) {
                    synchronized (out) {
                        encoder.maxTableSize(Math.min(size, DEFAULT_TABLE_SIZE));
                    }
                }
                acknowledge(Frames.settingsAck());
            }
            case Ping ping when !ping.ack() -> acknowledge(Frames.ping(ping.content(), true));
            default -> {}
        }
    }

    private void acknowledge(byte[] frame) {
        if (acknowledging) {
            flood(frame, 1);
        }
    }

    /** Acknowledges nothing from now on. */
    public final void stopAcknowledging() {
        acknowledging = false;
    }

    /** Sends frames, or whatever else those bytes are. */
    public final void send(byte[]... frames) throws IOException {
        synchronized (out) {
            for (byte[] frame : frames) {
                out.write(frame);
            }
        }
    }

    /** Sends {@code frames} that often, many at once, as long as the other side takes them. */
    public final void flood(byte[] frames, int times) {
        int together = Math.max(1, Math.min(times, 16 * 1024 / Math.max(1, frames.length)));
        byte[] chunk = new byte[frames.length * together];
        for (int i = 0; i < together; i++) {
            System.arraycopy(frames, 0, chunk, i * frames.length, frames.length);
        }
        try {
            for (int sent = 0; sent < times; sent += together) {
                int count = Math.min(together, times - sent);
                send(Arrays.copyOf(chunk, count * frames.length));
            }
        } catch (IOException e) {
            // It ended the connection: what it said before is in the log.
        }
    }

    /** Sends SETTINGS of identifiers and values in turn. */
    public final void settings(long... identifiersAndValues) throws IOException {
        Map<Integer, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < identifiersAndValues.length; i += 2) {
            values.put((int) identifiersAndValues[i], identifiersAndValues[i + 1]);
        }
        announced.add(new Settings(values, false));
        send(Frames.settings(identifiersAndValues));
    }

    /** Sends a header block in one frame. */
    public final void headers(int stream, boolean endStream, List<Field> fields) throws IOException {
        synchronized (out) {
            send(Frames.frame(
                    FrameType.HEADERS,
                    FrameType.END_HEADERS | (endStream ? FrameType.END_STREAM : 0),
                    stream,
                    encoder.encode(fields)));
        }
    }

    /** Sends a header block in frames of {@code pieceLength} bytes. */
    public final void headersInPieces(int stream, boolean endStream, List<Field> fields, int pieceLength)
            throws IOException {
        synchronized (out) {
            byte[] block = encoder.encode(fields);
            for (int from = 0; from < block.length; from += pieceLength) {
                int to = Math.min(block.length, from + pieceLength);
                int flags = (from == 0 && endStream ? FrameType.END_STREAM : 0)
                        | (to == block.length ? FrameType.END_HEADERS : 0);
                send(Frames.frame(
                        from == 0 ? FrameType.HEADERS : FrameType.CONTINUATION,
                        flags,
                        stream,
                        Arrays.copyOfRange(block, from, to)));
            }
        }
    }

    /** Returns the next header block of this side, which has to be sent then. */
    public final byte[] block(List<Field> fields) throws IOException {
        synchronized (out) {
            return encoder.encode(fields);
        }
    }

    public final void data(int stream, String content, boolean endStream) throws IOException {
        send(Frames.data(stream, content, endStream));
    }

    public final void reset(int stream, long code) throws IOException {
        send(Frames.reset(stream, code));
    }

    /** Waits until the other side has answered a PING: it has seen by then what was sent before. */
    public final void awaitSeen() throws IOException, InterruptedException {
        long content = nextPing.incrementAndGet();
        send(Frames.ping(content, false));
        await(Ping.class, ping -> ping.ack() && ping.content() == content);
    }

    /** Waits for the first frame of that type that {@code wanted} holds for. */
    public final <F extends Frame> F await(Class<F> type, Predicate<F> wanted) throws InterruptedException {
        return log.take(type, wanted);
    }

    /** Waits for the next header block of a stream, which may be trailers. */
    public final Headers awaitHeaders(int stream) throws InterruptedException {
        return await(Headers.class, headers -> headers.stream() == stream);
    }

    public final Data awaitData(int stream) throws InterruptedException {
        return await(Data.class, data -> data.stream() == stream);
    }

    /** Waits for that many bytes of the content of DATA frames of a stream. */
    public final String awaitContent(int stream, int length) throws InterruptedException {
        StringBuilder content = new StringBuilder();
        while (content.length() < length) {
            content.append(awaitData(stream).content());
        }
        return content.toString();
    }

    /** Waits until a stream is reset; returns the code. */
    public final long awaitReset(int stream) throws InterruptedException {
        return await(Reset.class, reset -> reset.stream() == stream).code();
    }

    public final GoAway awaitGoAway() throws InterruptedException {
        return await(GoAway.class, goAway -> true);
    }

    /** Waits until the other side ends the connection. */
    public final void awaitEnd() throws InterruptedException {
        await(End.class, end -> true);
    }

    /** Returns the frames that came so far and that nobody took. */
    public final List<Frame> received() {
        return log.all();
    }

    /** Returns those of that type and stream. */
    public final <F extends Frame> List<F> received(Class<F> type, int stream) {
        return received().stream()
                .filter(frame -> type.isInstance(frame) && frame.stream() == stream)
                .map(type::cast)
                .toList();
    }

    @Override
    public final void close() throws IOException {
        socket.close();
    }
}
