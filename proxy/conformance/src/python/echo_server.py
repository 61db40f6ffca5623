#!/usr/bin/python3
"""Serves what src/proto/echo.proto says, on gRPC's C core: echo_server.py PORT."""

import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf.wrappers_pb2 import BytesValue

SERVICE = "fairlead.conformance.Echo"
INITIAL = "echo-initial-"
TRAILING = "echo-trailing-"
STATUSES = {status.value[0]: status for status in grpc.StatusCode}


class Echo:
    """The methods of the service, each a function of a request, or of an iterator of them, and of the RPC's context."""

    def __init__(self):
        self._held = {}
        self._changed = threading.Condition()

    def unary(self, request, context):
        begin(context)
        return request

    def join(self, requests, context):
        begin(context)
        return BytesValue(value=b"".join(request.value for request in requests))

    def repeat(self, request, context):
        count, size = (int(number) for number in request.value.split())
        yield from answers((BytesValue(value=bytes([i % 256]) * size) for i in range(count)), context)

    def chat(self, requests, context):
        sent = 0
        for request in answers(requests, context):
            yield request
            sent += 1
        context.set_trailing_metadata(trailing(context) + (("messages", str(sent)),))

    def hold(self, request, context):
        name = metadata(context)["hold"]
        began = time.monotonic()
        ended = threading.Event()

        def end():
            with self._changed:
                self._held[name] = time.monotonic() - began
                self._changed.notify_all()
            ended.set()

        context.add_callback(end)
        begin(context)
        ended.wait()
        yield from ()

    def ended(self, request, context):
        name = request.value.decode()
        with self._changed:
            if not self._changed.wait_for(lambda: name in self._held, timeout=10):
                context.abort(grpc.StatusCode.NOT_FOUND, f"{name} has not ended")
            return BytesValue(value=str(int(1000 * self._held[name])).encode())

    def remaining(self, request, context):
        begin(context)
        seconds = context.time_remaining()
        return BytesValue(value=b"none" if seconds is None or seconds > 1e6 else str(int(1000 * seconds)).encode())

    def handlers(self):
        """Returns what serves each method, by the method's name."""
        kinds = {
            grpc.unary_unary_rpc_method_handler: (self.unary, self.ended, self.remaining),
            grpc.stream_unary_rpc_method_handler: (self.join,),
            grpc.unary_stream_rpc_method_handler: (self.repeat, self.hold),
            grpc.stream_stream_rpc_method_handler: (self.chat,),
        }
        return {
            method.__name__.capitalize(): kind(method, BytesValue.FromString, BytesValue.SerializeToString)
            for kind, methods in kinds.items()
            for method in methods
        }


def metadata(context):
    """Returns the metadata of an RPC; of a key that is there several times the last."""
    return {key: value for key, value in context.invocation_metadata()}


def trailing(context):
    return tuple((key, value) for key, value in context.invocation_metadata() if key.startswith(TRAILING))


def begin(context):
    """Fails the RPC where it is to fail at once; else sends its initial metadata."""
    wanted = metadata(context)
    context.set_trailing_metadata(trailing(context))
    if "fail-code" in wanted and "fail-after" not in wanted:
        fail(wanted, context)
    if wanted.get("compress") == "gzip":
        context.set_compression(grpc.Compression.Gzip)
    initial = tuple((key, value) for key, value in context.invocation_metadata() if key.startswith(INITIAL))
    context.send_initial_metadata(initial)


def answers(messages, context):
    """Yields the messages, and fails the RPC after as many of them as it is to fail after."""
    begin(context)
    wanted = metadata(context)
    left = int(wanted.get("fail-after", -1))
    for message in messages:
        yield message
        left -= 1
        if left == 0:
            fail(wanted, context)


def fail(wanted, context):
    context.abort(STATUSES[int(wanted["fail-code"])], wanted.get("fail-message-bin", b"").decode())


def main(port):
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=64),
        options=(("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1), ("grpc.so_reuseport", 0)),
    )
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, Echo().handlers()),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main(sys.argv[1])
