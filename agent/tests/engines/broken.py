#!/usr/bin/env python3
"""Engines that are broken, each in its own way; see the class for each. With --once FILE only the first that runs is
broken, and leaves FILE for the next. With --witness PORT a connection to that port stands until the engine is gone."""

import argparse
import os
import socket
import subprocess
import sys
import time

from engine import Engine

# Nobody waits so long: whatever stays by mistake ends by itself.
FOREVER_S = 600


class Crash(Engine):
    """Ends in the middle of a session."""

    def on_begin_session(self, message):
        print("the camera is gone\x1b[2J", file=sys.stderr, flush=True)
        os._exit(3)


class CrashAtCall(Engine):
    """Ends when it is to show a call."""

    def on_show_call(self, message):
        os._exit(3)


class Chatty(Engine):
    """Has a megabyte to say on its standard error, and waits until it is taken."""

    def on_show_call(self, message):
        for _ in range(1000):
            print("\x1b[2J" + "x" * 1000, file=sys.stderr)
        print("y" * 100_000, file=sys.stderr, flush=True)
        super().on_show_call(message)


class Hang(Engine):
    """Says hello, and then neither listens nor speaks."""

    def on_hello(self, message):
        super().on_hello(message)
        time.sleep(FOREVER_S)


class Mute(Engine):
    """Never says anything."""

    def on_hello(self, message):
        time.sleep(FOREVER_S)


class EndlessSession(Engine):
    """Answers every ping and never ends a session."""

    def on_begin_session(self, message):
        pass


class Banner(Engine):
    """Greets people before it greets the agent."""

    def on_hello(self, message):
        self.out.write("Example engine 1.0, all rights reserved\n")
        super().on_hello(message)


class Newer(Engine):
    """Speaks a version that is not known yet."""

    def on_hello(self, message):
        self.say("hello", protocol=99)


class OtherReader(Engine):
    """Has found another reader on its port."""

    def on_hello(self, message):
        super().on_hello({**message, "serial": "R-2"})


class Nonsense(Engine):
    """Says a few lines that make no sense, and then places a card."""

    def on_hello(self, message):
        super().on_hello(message)
        other = "0" * 32
        verified = {"kind": "verified_face", "duration_ms": 1}
        self.out.write("no JSON\n")
        self.out.write('"' + "x" * 20_000 + '"\n')
        self.say("dance")
        self.say("card_removed")
        self.say("session_ended", session=other, outcome=verified)
        self.say("pong", id=77)
        self.say("health", state="tired")
        self.say("hello", **self.first)
        self.say("card_placed", colour="a field that nobody knows is no nonsense")


class Babble(Engine):
    """Says nothing that makes sense."""

    def on_hello(self, message):
        super().on_hello(message)
        for _ in range(20):
            self.say("dance")


class Flood(Engine):
    """Says sensible things, too many of them."""

    def on_hello(self, message):
        super().on_hello(message)
        while True:
            self.say("card_placed")
            self.say("card_removed")


class Endless(Engine):
    """Says one line without end."""

    def on_hello(self, message):
        super().on_hello(message)
        while True:
            self.out.write("x" * 4096)


class BadOutcome(Engine):
    """Ends its first session with words that nobody knows, places its card anew, and goes on well."""

    sessions = 0

    def on_begin_session(self, message):
        self.sessions += 1
        if self.sessions > 1:
            return super().on_begin_session(message)
        self.say("session_ended", session=message["session"], outcome={"kind": "pleased", "duration_ms": 1})


class Stubborn(Engine):
    """Does not end when it is asked to, nor does what it started."""

    def run(self):
        subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({FOREVER_S})"], close_fds=False)
        super().run()
        time.sleep(FOREVER_S)


KINDS = {kind.__name__: kind for kind in Engine.__subclasses__()}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--once")
    parser.add_argument("--witness", type=int)
    arguments = parser.parse_args()
    kind = KINDS[arguments.kind]
    if arguments.once:
        if os.path.exists(arguments.once):
            kind = Engine
        else:
            open(arguments.once, "x").close()
    if arguments.witness:
        witness = socket.create_connection(("127.0.0.1", arguments.witness))
        witness.set_inheritable(True)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    kind(sys.stdin, sys.stdout).run()
