package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.Frames.frame;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds of {@link WireFuzz}, and what comes of them by a few changes. An input that fuzzing found becomes a seed. */
class WireSeedsTest {

    private static final int CHANGED = 300;

    @ParameterizedTest
    @MethodSource("seeds")
    void readsASeedAndWhatComesOfItByChanges(byte[] seed) {
        // Given
        Random random = new Random(seed.length);

        for (int i = 0; i < CHANGED; i++) {
            byte[] changed = seed.clone();
            for (int changes = i == 0 ? 0 : random.nextInt(1, 4); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }

            // When Then
            assertThatCode(() -> WireCheck.check(changed))
                    .as(() -> ByteBufUtil.hexDump(changed))
                    .doesNotThrowAnyException();
        }
    }

    static Stream<byte[]> seeds() {
        ByteBuf requests = Unpooled.buffer();
        HpackEncoder encoder = new HpackEncoder(new HeaderScratch());
        for (int stream = 1; stream < 9; stream += 2) {
            Fields fields = Texts.fields(
                    ":method",
                    "POST",
                    ":path",
                    "/echo.Echo/Say",
                    "te",
                    "trailers",
                    "grpc-timeout",
                    stream + "S",
                    "authorization",
                    "x",
                    "x-trace",
                    "" + stream * 997);
            FrameWriter.headers(requests, stream, fields, false, encoder, stream == 5 ? 7 : 16384);
            FrameWriter.dataHeader(requests, stream, 5, true);
            requests.writeZero(5);
        }
        ByteBuf control = Unpooled.buffer();
        FrameWriter.settings(control, Settings.NONE.withHeaderTableSize(100).withMaxFrameSize(16384));
        FrameWriter.settingsAck(control);
        FrameWriter.ping(control, 7, false);
        FrameWriter.windowUpdate(control, 0, 1);
        FrameWriter.reset(control, 1, 8);
        FrameWriter.goAway(control, 1, ErrorCode.NO_ERROR, "bye");
        ByteBuf padded = Unpooled.buffer()
                .writeBytes(frame(FrameType.DATA, 9, 1, "02 6162 0000"))
                .writeBytes(frame(FrameType.HEADERS, 0x29, 3, "02 0000000110 83 0000"))
                .writeBytes(frame(FrameType.CONTINUATION, 4, 3, "3f45 418cf1e3c2e5f23a6ba0ab90f4ff be 1001660167"))
                .writeBytes(frame(FrameType.PRIORITY, 0, 3, "0000000110"));
        return Stream.of(requests, control, padded)
                .map(ByteBufUtil::getBytes)
                .flatMap(frames -> Stream.of(0, 1, 10).map(pieces -> seed(pieces, frames)));
    }

    private static byte[] seed(int pieces, byte[] frames) {
        byte[] seed = new byte[1 + frames.length];
        seed[0] = (byte) pieces;
        System.arraycopy(frames, 0, seed, 1, frames.length);
        return seed;
    }
}
