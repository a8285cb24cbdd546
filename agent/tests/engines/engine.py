#!/usr/bin/env python3
"""A whole engine in some sixty lines, with nothing but Python's standard library.

It plays a reader where everybody who is called comes at once and is verified by face. agent/src/process/PROTOCOL.md
says what an engine has to do. Run as the agent's child process, or with --socket PATH by itself.
"""

import argparse
import json
import os
import socket
import sys


class Engine:
    def __init__(self, lines, out, **hello):
        self.lines, self.out = lines, out
        self.first = {"protocol": 1, "engine": "example", "version": "1.0", "card_present": False, **hello}

    def say(self, kind, **fields):
        self.out.write(json.dumps({"type": kind, **fields}, ensure_ascii=False) + "\n")
        self.out.flush()

    def run(self):
        """Until the agent closes its side, which means: end."""
        for line in self.lines:
            message = json.loads(line)
            # A message that we do not know is from a newer agent: ignored.
            getattr(self, "on_" + message["type"], lambda _: None)(message)

    def on_hello(self, message):
        self.say("hello", serial=message["serial"], **self.first)

    def on_ping(self, message):
        self.say("pong", id=message["id"])

    def on_show_call(self, message):
        print(f"number {message['number']} is called", file=sys.stderr, flush=True)
        self.say("card_placed")

    def on_begin_session(self, message):
        outcome = {"kind": "verified_face", "duration_ms": 4200, "face_ms": 3100}
        self.say("session_ended", session=message["session"], outcome=outcome)

    def on_show_result(self, message):
        self.say("card_removed")


def serve(path):
    """One agent at a time; each connection is a conversation of its own and begins with hello."""
    if os.path.exists(path):
        os.remove(path)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    while True:
        connection, _ = listener.accept()
        with connection, connection.makefile("rw", encoding="utf-8", newline="\n") as stream:
            Engine(stream, stream).run()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket")
    arguments = parser.parse_args()
    if arguments.socket:
        serve(arguments.socket)
    else:
        sys.stdin.reconfigure(encoding="utf-8")
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        Engine(sys.stdin, sys.stdout).run()
