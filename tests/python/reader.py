"""A reader of your own: a whole agent for the controller's gateway, written from reader.proto alone (see wire.py).

`Reader` is the protocol, and a maker's starting point: who drives real hardware overrides `called`, `withdrawn` and `admitted`, and says
`card_placed`, `session_ended` and `card_removed`. `Patients` below it is made-up hardware, so that a test can see a morning.

    reader.py --credentials FOLDER --gateway 127.0.0.1:7443 --spool FOLDER --virtual-port 1-1
"""

import argparse
import heapq
import itertools
import json
import os
import queue
import random
import signal
import threading
import time
import tomllib

import grpc

import wire
from madoguchi.v1 import common_pb2 as common
from madoguchi.v1 import reader_pb2 as proto
from madoguchi.v1 import reader_pb2_grpc

PROTOCOL = 1
# Between two tries, and where somebody has to do something first.
FIRST_S, LONGEST_S, LASTING_S = 0.1, 5.0, 60.0


class Spool:
    """Outcomes that were not acknowledged: a file each, on the disk before anybody is told that the session is done."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        last = max((int(name.split(".")[0]) for name in self.names()), default=0)
        self.numbers = itertools.count(last + 1)

    def names(self):
        return sorted(name for name in os.listdir(self.folder) if name.endswith(".outcome"))

    def keep(self, ended):
        name = f"{next(self.numbers):012}.outcome"
        path = os.path.join(self.folder, name)
        with open(path + ".new", "wb") as file:
            file.write(ended.SerializeToString())
            file.flush()
            os.fsync(file.fileno())
        os.rename(path + ".new", path)
        self.sync()
        return name

    def sync(self):
        folder = os.open(self.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def outcome(self, name):
        """As it is sent: how long ago it ended is counted anew each time."""
        path = os.path.join(self.folder, name)
        ended = proto.SessionEnded.FromString(wire.read(path))
        ended.age_ms = max(0, int(1000 * (time.time() - os.stat(path).st_mtime)))
        return ended

    def forget(self, name):
        os.remove(os.path.join(self.folder, name))


class Stream:
    """One connection: frames go out by a queue, and what comes in is handed to the reader's own thread."""

    def __init__(self, channel, hello, heard, lost):
        self.channel, self.heard, self.lost = channel, heard, lost
        self.sequence = 0
        self.outcomes = {}  # sequence: name in the spool
        self.frames = queue.SimpleQueue()
        self.frames.put(proto.AttachRequest(hello=hello))
        stub = reader_pb2_grpc.ReaderGatewayStub(channel)
        self.call = stub.Attach(iter(self.frames.get, None))
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        why = "the controller ended the stream"
        try:
            for frame in self.call:
                self.heard(self, frame)
        except grpc.RpcError as error:
            why = error.details()
        self.lost(self, why)

    def say(self, **event):
        """An event: sequences count from 1 without gaps."""
        self.sequence += 1
        self.frames.put(proto.AttachRequest(event=proto.ReaderEvent(sequence=self.sequence, **event)))

    def say_ended(self, name, ended):
        self.say(session_ended=ended)
        self.outcomes[self.sequence] = name

    def end(self):
        self.frames.put(None)
        self.call.cancel()
        self.channel.close()


class Reader:
    """The protocol of one reader. Everything happens on one thread, in `run`."""

    def __init__(self, credentials, gateway, spool, virtual_port, environment):
        self.credentials, self.gateway = credentials, gateway
        self.virtual_port, self.environment = virtual_port, environment
        self.spool = Spool(spool)
        self.stream = None
        self.wait_s = FIRST_S
        self.serves = False
        self.call = None  # the call that is shown
        self.session = None  # the session that runs
        self.served = None  # the hand-out whose session ended last
        self.card = False
        self.connections = self.sent_again = 0
        self.happenings = queue.SimpleQueue()
        self.timers, self.order = [], itertools.count()
        self.runs = True

    # What drives it.

    def run(self):
        self.connect()
        while self.runs:
            due = self.timers[0][0] - time.monotonic() if self.timers else None
            try:
                happening = self.happenings.get(timeout=due) if due is None or due > 0 else None
            except queue.Empty:
                happening = None
            happening = happening or heapq.heappop(self.timers)[2]
            happening()
        self.stream and self.stream.end()

    def after(self, seconds, act):
        heapq.heappush(self.timers, (time.monotonic() + seconds, next(self.order), act))

    # The connection.

    def connect(self):
        unit = tomllib.loads(wire.read(self.credentials, "unit.toml").decode())
        # A call of an earlier connection is void. What still stands is called again, since nothing is said of it here.
        self.call = None
        names = self.spool.names()
        hello = proto.Hello(
            protocol_oldest=PROTOCOL, protocol_newest=PROTOCOL, serial=unit["serial"], software="reader.py 1",
            holding=self.holding(), virtual_port=self.virtual_port, environment=self.environment, spooled=len(names),
        )
        channel = wire.channel(
            self.gateway, wire.read(self.credentials, "ca.crt"), unit["server_name"],
            wire.read(self.credentials, "unit.crt"), wire.read(self.credentials, "unit.key"),
        )
        put = self.happenings.put
        self.stream = Stream(
            channel, hello,
            lambda stream, frame: put(lambda: self.heard(stream, frame)),
            lambda stream, why: put(lambda: self.lost(stream, why)),
        )
        # Before anything else, oldest first.
        for name in names:
            self.stream.say_ended(name, self.spool.outcome(name))
        self.sent_again += len(names)

    def lost(self, stream, why):
        if stream is not self.stream:
            return
        print(f"the link is down: {why}", flush=True)
        stream.end()
        self.stream = None
        self.after(self.wait_s * random.uniform(0.5, 1), self.connect)
        self.wait_s = min(2 * self.wait_s, LONGEST_S)

    def holding(self):
        running = self.session and proto.RunningSession(
            session_id=self.session.session_id, assignment=assignment(self.session),
            elapsed_ms=int(1000 * (time.monotonic() - self.session.placed_at)),
        )
        return proto.Holding(session=running, card_present=self.card)

    def say(self, **event):
        """Says it, if there is a connection; else the next `Hello` tells."""
        if self.stream:
            self.stream.say(**event)

    # What the controller says.

    def heard(self, stream, frame):
        kind = frame.WhichOneof("frame")
        if stream is self.stream and kind:  # one without a kind is a newer controller's
            getattr(self, "heard_" + kind)(getattr(frame, kind))

    def heard_welcome(self, welcome):
        assert welcome.protocol == PROTOCOL and welcome.environment == self.environment, welcome
        self.wait_s = FIRST_S
        self.connections += 1

    def heard_admission(self, admission):
        self.serves = admission.serves
        self.admitted(admission)

    def heard_call(self, call):
        # One that crossed with a card, or with the outcome of that very hand-out, is passed over.
        if self.session or call.assignment == self.served:
            return
        self.call = call
        self.after(call.expires_in_ms / 1000, lambda: self.expired(call))
        self.called(call)

    def expired(self, call):
        if self.call is call:
            self.call = None
            self.withdrawn(call, None)

    def heard_withdraw(self, withdraw):
        if self.call and self.call.assignment == withdraw.assignment:
            call, self.call = self.call, None
            self.withdrawn(call, withdraw.reason)

    def heard_report_holding(self, _):
        self.say(holding=self.holding())

    def heard_acknowledge(self, acknowledge):
        outcomes = self.stream.outcomes
        for sequence in [sent for sent in outcomes if sent <= acknowledge.sequence]:
            self.spool.forget(outcomes.pop(sequence))

    def heard_closing(self, closing):
        print(f"closed: {closing.reason.code}: {closing.reason.ja} / {closing.reason.en}", flush=True)
        if not closing.retry:
            self.wait_s = LASTING_S

    def heard_renewed(self, _):
        pass  # never asked for

    # What happens at the reader: said by the hardware.

    def card_placed(self):
        """A card was placed; whether a session begins."""
        if self.session or not (self.call or self.serves):
            return False
        self.session, self.call, self.card = Session(self.call), None, True
        self.say(card_placed=proto.CardPlaced(
            session_id=self.session.session_id, assignment=assignment(self.session),
        ))
        return True

    def session_ended(self, outcome):
        session, self.session = self.session, None
        outcome.duration_ms = int(1000 * (time.monotonic() - session.placed_at))
        ended = proto.SessionEnded(
            session_id=session.session_id, assignment=assignment(session), outcome=outcome,
        )
        name = self.spool.keep(ended)
        self.served = ended.assignment if session.call else None
        if self.stream:
            self.stream.say_ended(name, ended)

    def card_removed(self):
        self.card = False
        self.say(card_removed=proto.CardRemoved())

    # What is to be shown: for the hardware.

    def admitted(self, admission):
        print(f"{admission.verdict} {'serves' if admission.serves else 'does not serve'}", flush=True)

    def called(self, call):
        """Shows a number."""

    def withdrawn(self, call, reason):
        """Shows why it is no longer called; without a reason its time has passed."""


class Session:
    def __init__(self, call):
        self.session_id = os.urandom(16)
        self.call = call
        self.placed_at = time.monotonic()


def assignment(session):
    """The hand-out that it serves. A walk-up has none: the field is absent, and nothing in it is 0."""
    return session.call.assignment if session.call else None


class Patients(Reader):
    """Made-up hardware: whoever is called comes, places a card, and goes.

    `second` come at their second call, in the session of `cut` the cable is pulled, and with `walk_up` somebody who was not called
    is the first."""

    WALK_S, SESSION_S, LONG_S, GO_S = 0.02, 0.03, 5, 0.01

    def __init__(self, second, cut, walk_up, **others):
        super().__init__(**others)
        self.second, self.cut, self.walk_up = second, cut, walk_up
        self.sessions, self.taken_back = [], []

    def admitted(self, admission):
        super().admitted(admission)
        if self.walk_up and admission.serves and not self.call:
            self.walk_up = False
            self.place("")

    def called(self, call):
        if call.number not in self.second or call.assignment.attempt > 1:
            self.after(self.WALK_S, lambda: self.call is call and self.place(call.number))

    def withdrawn(self, call, reason):
        self.taken_back.append([call.number, reason.code if reason else "expired"])

    def place(self, number):
        if not self.card_placed():
            return
        session = self.session
        seconds = self.LONG_S if number == self.cut else self.SESSION_S
        self.after(seconds, lambda: self.session is session and self.end(number))

    def heard_acknowledge(self, acknowledge):
        super().heard_acknowledge(acknowledge)
        number = self.session.call.number if self.session and self.session.call else None
        if number == self.cut and acknowledge.sequence == self.stream.sequence:
            # The controller knows of the session, and not yet of its end.
            self.lost(self.stream, "the cable is pulled")
            self.end(number)

    def end(self, number):
        kind = common.OUTCOME_KIND_VERIFIED_FACE if sum(map(ord, number)) % 3 else common.OUTCOME_KIND_CARD_EXPIRED
        self.sessions.append([number, common.OutcomeKind.Name(kind)])
        self.session_ended(common.Outcome(kind=kind, face_ms=10))
        self.after(self.GO_S, self.card_removed)

    def stop(self):
        """Goes once everything was acknowledged."""
        if self.spool.names() or self.session:
            self.after(0.02, self.stop)
        else:
            self.runs = False

    def report(self):
        return {
            "sessions": self.sessions, "taken_back": self.taken_back, "connections": self.connections,
            "sent_again": self.sent_again, "spooled": len(self.spool.names()),
        }


def main():
    asked = argparse.ArgumentParser(description="A made-up reader")
    for needed in ["--credentials", "--gateway", "--spool"]:
        asked.add_argument(needed, required=True)
    asked.add_argument("--virtual-port", default="", help="for policy = loopback")
    asked.add_argument("--second", default="", help="numbers that come at their second call")
    asked.add_argument("--cut", default=None, help="the number in whose session the cable is pulled")
    asked.add_argument("--walk-up", action="store_true", help="somebody who was not called comes first")
    asked = asked.parse_args()
    reader = Patients(
        second=asked.second.split(","), cut=asked.cut, walk_up=asked.walk_up, credentials=asked.credentials,
        gateway=asked.gateway, spool=asked.spool, virtual_port=asked.virtual_port,
        environment=common.ENVIRONMENT_TEST,
    )
    signal.signal(signal.SIGTERM, lambda *_: reader.happenings.put(reader.stop))
    reader.run()
    print(json.dumps(reader.report()), flush=True)


if __name__ == "__main__":
    main()
