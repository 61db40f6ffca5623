package io.fairlead.bench.openloop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call on a connection of its own, made by the thread that wants it. */
public final class OneCall {

    private static final int READ_AT_ONCE = 4096;

    private OneCall() {}

    /** Returns whether a call is answered. {@code longest}: how long each step of it may take. */
    public static boolean succeeds(InetSocketAddress address, Duration longest) {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) longest.toMillis());
            socket.connect(address, (int) longest.toMillis());
            return call(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean call(Socket socket) throws IOException {
        AtomicBoolean answered = new AtomicBoolean();
        ByteBuf out = Unpooled.buffer();
        ClientConnection connection = new ClientConnection(
                MessageFrames.request("localhost", "/" + Generator.PATH), () -> out, due -> answered.set(true));
        connection.open();
        connection.call(0);
        ByteBuf in = Unpooled.buffer();
        while (!answered.get()) {
            out.readBytes(socket.getOutputStream(), out.readableBytes());
            if (in.writeBytes(socket.getInputStream(), READ_AT_ONCE) < 0) {
                return false;
            }
            connection.read(in);
        }
        return true;
    }
}
