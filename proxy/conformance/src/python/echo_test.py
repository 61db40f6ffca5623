#!/usr/bin/python3
"""Calls the servers of src/proto/echo.proto in each way that gRPC has, on its C core: echo_test.py PORT. Says in TAP how that went."""

import queue
import sys
import threading
import time
import unittest
import uuid

import grpc
from google.protobuf.wrappers_pb2 import BytesValue

from tap import TapRunner

SERVICE = "fairlead.conformance.Echo"
PORT = sys.argv[1]
SECONDS = 15
EVERY_BYTE = bytes(range(256))
MIB = 1 << 20
UNLIMITED = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1))
# A connection that no other channel shares.
OWN = (("grpc.use_local_subchannel_pool", 1),)


class Call:
    """Calls of the methods, by their names, with bytes for messages."""

    def __init__(self, channel):
        self.unary = _method(channel.unary_unary, "Unary")
        self.ended = _method(channel.unary_unary, "Ended")
        self.remaining = _method(channel.unary_unary, "Remaining")
        self.nothing = _method(channel.unary_unary, "Nothing")
        self.join = _method(channel.stream_unary, "Join")
        self.repeat = _method(channel.unary_stream, "Repeat")
        self.hold = _method(channel.unary_stream, "Hold")
        self.chat = _method(channel.stream_stream, "Chat")


def _method(kind, name):
    return kind(
        f"/{SERVICE}/{name}",
        request_serializer=lambda value: BytesValue(value=value).SerializeToString(),
        response_deserializer=lambda data: BytesValue.FromString(data).value,
    )


class Requests:
    """Messages of a stream, sent as they are put; nothing ends it but close."""

    def __init__(self, *messages):
        self._queue = queue.Queue()
        for message in messages:
            self.put(message)

    def put(self, message):
        self._queue.put(message)

    def close(self):
        self._queue.put(None)

    def __iter__(self):
        return self

    def __next__(self):
        message = self._queue.get()
        if message is None:
            raise StopIteration
        return message


class EchoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.channel = grpc.insecure_channel(f"127.0.0.1:{PORT}", options=UNLIMITED)
        cls.call = Call(cls.channel)

    @classmethod
    def tearDownClass(cls):
        cls.channel.close()

    def fails(self, code, message, function, *arguments, **options):
        """Asserts with which status a call fails, and returns the error."""
        with self.assertRaises(grpc.RpcError) as caught:
            function(*arguments, timeout=SECONDS, **options)
        self.assertEqual(caught.exception.code(), code)
        if message is not None:
            self.assertEqual(caught.exception.details(), message)
        return caught.exception

    # --- every kind of RPC ---

    def test_unary(self):
        self.assertEqual(self.call.unary(EVERY_BYTE, timeout=SECONDS), EVERY_BYTE)

    def test_unary_of_nothing(self):
        self.assertEqual(self.call.unary(b"", timeout=SECONDS), b"")

    def test_client_streaming(self):
        parts = [b"%d " % i for i in range(1000)]
        self.assertEqual(self.call.join(iter(parts), timeout=SECONDS), b"".join(parts))

    def test_client_streaming_of_no_message(self):
        self.assertEqual(self.call.join(iter(()), timeout=SECONDS), b"")

    def test_server_streaming(self):
        answers = list(self.call.repeat(b"300 1000", timeout=SECONDS))
        self.assertEqual(answers, [bytes([i % 256]) * 1000 for i in range(300)])

    def test_server_streaming_of_no_message(self):
        self.assertEqual(list(self.call.repeat(b"0 0", timeout=SECONDS)), [])

    def test_bidirectional_streaming_each_answer_before_the_next_request(self):
        requests = Requests()
        answers = self.call.chat(requests, timeout=SECONDS)
        for i in range(100):
            requests.put(b"%d" % i)
            self.assertEqual(next(answers), b"%d" % i)
        requests.close()
        self.assertEqual(list(answers), [])
        self.assertIn(("messages", "100"), answers.trailing_metadata())

    def test_bidirectional_streaming_of_no_message(self):
        self.assertEqual(list(self.call.chat(iter(()), timeout=SECONDS)), [])

    def test_half_close_is_seen_while_the_answer_goes_on(self):
        requests = Requests(b"a", b"b")
        requests.close()
        answers = self.call.chat(requests, timeout=SECONDS)
        self.assertEqual(list(answers), [b"a", b"b"])
        self.assertIn(("messages", "2"), answers.trailing_metadata())

    def test_nothing_is_answered_before_the_half_close(self):
        requests = Requests(b"a")
        answer = self.call.join.future(requests, timeout=SECONDS)
        with self.assertRaises(grpc.FutureTimeoutError):
            answer.result(timeout=0.2)
        requests.put(b"b")
        requests.close()
        self.assertEqual(answer.result(timeout=SECONDS), b"ab")

    def test_initial_metadata_comes_before_any_message(self):
        requests = Requests()
        answers = self.call.chat(requests, timeout=SECONDS, metadata=(("echo-initial-a", "at once"),))
        self.assertIn(("echo-initial-a", "at once"), answers.initial_metadata())
        requests.close()
        self.assertEqual(list(answers), [])

    # --- many at once, and large ---

    def test_more_rpcs_at_once_than_a_connection_may_have(self):
        calls = [self.call.unary.future(b"%d" % i, timeout=SECONDS) for i in range(500)]
        self.assertEqual([call.result() for call in calls], [b"%d" % i for i in range(500)])

    def test_large_unary(self):
        message = EVERY_BYTE * (16 * MIB // 256)
        self.assertEqual(self.call.unary(message, timeout=SECONDS), message)

    def test_large_messages_both_ways_at_once(self):
        messages = [bytes([i]) * MIB for i in range(16)]
        self.assertEqual(list(self.call.chat(iter(messages), timeout=SECONDS)), messages)

    def test_a_stream_that_nobody_reads_holds_up_no_other(self):
        with grpc.insecure_channel(f"127.0.0.1:{PORT}", options=UNLIMITED + OWN) as channel:
            call = Call(channel)
            stalled = call.repeat(b"64 1048576", timeout=3 * SECONDS)
            self.assertEqual(len(next(stalled)), MIB)
            for _ in range(50):
                self.assertEqual(call.unary(b"x" * 10_000, timeout=SECONDS), b"x" * 10_000)
            self.assertEqual([len(message) for message in stalled], [MIB] * 63)

    def test_gzip_both_ways(self):
        message = b"compressible " * 100_000
        answer = self.call.unary(message, timeout=SECONDS, compression=grpc.Compression.Gzip, metadata=(("compress", "gzip"),))
        self.assertEqual(answer, message)

    def test_gzip_of_a_stream(self):
        messages = [b"%d " % i * 1000 for i in range(100)]
        answers = self.call.chat(
            iter(messages), timeout=SECONDS, compression=grpc.Compression.Gzip, metadata=(("compress", "gzip"),)
        )
        self.assertEqual(list(answers), messages)

    # --- metadata ---

    def echoed(self, *pairs):
        """Returns the pairs as they come back, at the end where their keys say so, else at the beginning."""
        answer, call = self.call.unary.with_call(b"", timeout=SECONDS, metadata=pairs)
        self.assertEqual(answer, b"")
        back = tuple(call.initial_metadata()) + tuple(call.trailing_metadata())
        return [(key, value) for key, value in back if key.startswith("echo-")]

    def test_metadata_both_ways(self):
        pairs = [("echo-initial-a", "one"), ("echo-trailing-a", "two")]
        self.assertEqual(self.echoed(*pairs), pairs)

    def test_binary_metadata(self):
        pairs = [("echo-initial-all-bin", EVERY_BYTE), ("echo-trailing-all-bin", EVERY_BYTE[::-1])]
        self.assertEqual(self.echoed(*pairs), pairs)

    def test_binary_metadata_of_each_padding(self):
        pairs = [(f"echo-initial-{size}-bin", EVERY_BYTE[-size:] if size else b"") for size in range(4)]
        self.assertEqual(sorted(self.echoed(*pairs)), pairs)

    def test_repeated_metadata_keeps_its_order(self):
        pairs = [("echo-initial-a", "1"), ("echo-initial-a", "2"), ("echo-initial-a", "1")]
        self.assertEqual(self.echoed(*pairs), pairs)

    def test_repeated_binary_metadata_keeps_its_order(self):
        pairs = [("echo-trailing-a-bin", b"\x01"), ("echo-trailing-a-bin", b"\x00\xff"), ("echo-trailing-a-bin", b"\x01")]
        self.assertEqual(self.echoed(*pairs), pairs)

    def test_every_visible_character_of_a_value(self):
        pairs = [("echo-initial-a", "".join(chr(c) for c in range(0x21, 0x7F)) + " in, between " + "~")]
        self.assertEqual(self.echoed(*pairs), pairs)

    def test_an_empty_value(self):
        self.assertEqual(self.echoed(("echo-initial-a", "")), [("echo-initial-a", "")])

    def test_much_metadata(self):
        pairs = [(f"echo-initial-{i:02}", "v" * 100) for i in range(40)]
        self.assertEqual(sorted(self.echoed(*pairs)), pairs)

    # --- statuses ---

    def test_every_status_without_an_answer(self):
        for status in grpc.StatusCode:
            if status is not grpc.StatusCode.OK:
                with self.subTest(status=status):
                    self.fails(
                        status,
                        f"it is {status.name}",
                        self.call.unary,
                        b"",
                        metadata=(("fail-code", str(status.value[0])), ("fail-message-bin", f"it is {status.name}".encode())),
                    )

    def test_a_status_message_of_all_sorts(self):
        message = "100 % of é, ☃, 𝄞,\ttabs and\r\nlines"
        self.fails(
            grpc.StatusCode.UNKNOWN, message, self.call.unary, b"", metadata=(("fail-code", "2"), ("fail-message-bin", message.encode()))
        )

    def test_trailing_metadata_of_a_failure_without_an_answer(self):
        error = self.fails(
            grpc.StatusCode.ABORTED,
            "no",
            self.call.unary,
            b"",
            metadata=(
                ("fail-code", "10"),
                ("fail-message-bin", b"no"),
                ("echo-trailing-why", "for a test"),
                ("echo-trailing-all-bin", EVERY_BYTE),
            ),
        )
        self.assertIn(("echo-trailing-why", "for a test"), error.trailing_metadata())
        self.assertIn(("echo-trailing-all-bin", EVERY_BYTE), error.trailing_metadata())

    def test_a_failure_after_some_answers(self):
        answers = self.call.repeat(
            b"10 5", timeout=SECONDS, metadata=(("fail-code", "15"), ("fail-message-bin", b"lost"), ("fail-after", "3"))
        )
        self.assertEqual([next(answers) for _ in range(3)], [bytes([i]) * 5 for i in range(3)])
        self.fails(grpc.StatusCode.DATA_LOSS, "lost", lambda timeout: next(answers))

    def test_a_failure_while_the_client_still_sends(self):
        requests = Requests(b"a", b"b")
        answers = self.call.chat(
            requests, timeout=SECONDS, metadata=(("fail-code", "9"), ("fail-message-bin", b"enough"), ("fail-after", "2"))
        )
        self.assertEqual([next(answers), next(answers)], [b"a", b"b"])
        self.fails(grpc.StatusCode.FAILED_PRECONDITION, "enough", lambda timeout: next(answers))
        requests.close()

    def test_a_method_that_there_is_not(self):
        self.fails(grpc.StatusCode.UNIMPLEMENTED, None, self.call.nothing, b"")

    # --- the end before the end ---

    def held(self, **options):
        """Begins an RPC that does not end by itself, and returns it and its name, once the server has it."""
        name = str(uuid.uuid4())
        held = self.call.hold(b"", metadata=(("hold", name), ("echo-initial-held", name)), **options)
        self.assertIn(("echo-initial-held", name), held.initial_metadata())
        return held, name.encode()

    def test_a_cancellation_comes_to_the_server_at_once(self):
        held, name = self.held(timeout=SECONDS)
        cancelled = time.monotonic()
        held.cancel()
        self.assertEqual(held.code(), grpc.StatusCode.CANCELLED)
        self.call.ended(name, timeout=SECONDS)
        self.assertLess(time.monotonic() - cancelled, 2)

    def test_a_cancellation_amid_a_stream(self):
        answers = self.call.repeat(b"10000 100000", timeout=SECONDS)
        self.assertEqual(len(next(answers)), 100_000)
        answers.cancel()
        self.fails(grpc.StatusCode.CANCELLED, None, lambda timeout: list(answers))
        self.assertEqual(self.call.unary(b"and on", timeout=SECONDS), b"and on")

    def test_many_cancellations_leave_the_connection_as_it_is(self):
        for _ in range(50):
            held, name = self.held(timeout=SECONDS)
            held.cancel()
            self.call.ended(name, timeout=SECONDS)
        self.assertEqual(self.call.unary(b"and on", timeout=SECONDS), b"and on")

    def test_a_connection_that_ends_ends_its_rpcs(self):
        with grpc.insecure_channel(f"127.0.0.1:{PORT}", options=OWN) as channel:
            name = str(uuid.uuid4())
            held = Call(channel).hold(b"", metadata=(("hold", name),), timeout=SECONDS)
            held.initial_metadata()
        self.call.ended(name.encode(), timeout=SECONDS)

    def test_a_deadline_comes_to_the_server(self):
        # The core says it rounded up, to three digits.
        left = int(self.call.remaining(b"", timeout=30))
        self.assertLessEqual(left, 30_100)
        self.assertGreater(left, 25_000)

    def test_no_deadline_comes_to_the_server_as_none(self):
        self.assertEqual(self.call.remaining(b""), b"none")

    def test_a_deadline_that_is_over(self):
        began = time.monotonic()
        held, name = self.held(timeout=0.5)
        self.fails(grpc.StatusCode.DEADLINE_EXCEEDED, None, lambda timeout: next(held))
        self.assertGreaterEqual(time.monotonic() - began, 0.4)
        self.assertLess(int(self.call.ended(name, timeout=SECONDS)), 2_000)

    # --- as applications are ---

    def test_rpcs_of_every_kind_from_many_threads(self):
        failures = []

        def work(worker):
            try:
                for i in range(20):
                    text = b"%d of %d" % (i, worker)
                    self.assertEqual(self.call.unary(text, timeout=SECONDS), text)
                    self.assertEqual(self.call.join(iter([text] * 3), timeout=SECONDS), text * 3)
                    self.assertEqual(list(self.call.chat(iter([text] * 3), timeout=SECONDS)), [text] * 3)
                    self.assertEqual(len(list(self.call.repeat(b"3 1000", timeout=SECONDS))), 3)
            except Exception as failure:  # pylint: disable=broad-except
                failures.append(failure)

        workers = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(failures, [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], testRunner=TapRunner)
