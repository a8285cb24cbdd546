"""A desk of your own: a program that speaks for reception, written from front_desk.proto alone (see wire.py).

    desk.py --data-dir FOLDER --tickets 40

adds a morning's tickets, does what reception does, waits until each was served, and prints what became of them as JSON.
"""

import argparse
import json
import os
import time

import grpc

import wire
from madoguchi.v1 import common_pb2 as common
from madoguchi.v1 import front_desk_pb2 as proto
from madoguchi.v1 import front_desk_pb2_grpc
from madoguchi.v1 import support_pb2, support_pb2_grpc

SERVER_NAME = "controller.madoguchi.internal"
# The desk answers within milliseconds, or it hangs; a controller that is started again is back within the longer time.
ANSWER_S, PATIENCE_S = 10, 60


class Refused(Exception):
    """The desk's own word: `text` says why, and `code` in it is for programs."""

    def __init__(self, text, status):
        super().__init__(f"{text.code}: {text.ja} / {text.en}")
        self.text, self.status = text, status


def refusal(error):
    """The `Text` in a status; None where it came from the transport."""
    details = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin")
    return common.Text.FromString(details) if details else None


class Desk:
    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.channel = None
        self.repeats = 0

    def connect(self):
        """Everything is read anew: a restart can change it."""
        address = wire.read(self.data_dir, "desk.addr").decode().strip()
        token = wire.read(self.data_dir, "identity", "desk.token").decode().strip()
        self.channel = wire.channel(address, wire.read(self.data_dir, "identity", "authority.pem"), SERVER_NAME)
        self.metadata = [("authorization", f"Bearer {token}")]

    def disconnect(self):
        if self.channel:
            self.channel.close()
        self.channel = None

    def ask(self, method, request):
        """Asks until there is an answer. A repeat has the same request id, so nothing is done twice."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                if not self.channel:
                    self.connect()
                call = getattr(front_desk_pb2_grpc.FrontDeskStub(self.channel), method)
                return call(request, metadata=self.metadata, timeout=ANSWER_S)
            except (grpc.RpcError, FileNotFoundError) as error:
                text = refusal(error) if isinstance(error, grpc.RpcError) else None
                if text and error.code() != grpc.StatusCode.UNAVAILABLE:
                    raise Refused(text, error.code()) from None
                if time.monotonic() > until:
                    raise
                self.repeats += 1
                self.disconnect()
                time.sleep(0.05)

    def act(self, method, request):
        """An act of a person: one request id, however often it has to be asked for."""
        request.request_id = os.urandom(16)
        return self.ask(method, request)

    def watch(self):
        """The fleet now and after every change, over restarts of the controller."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                if not self.channel:
                    self.connect()
                stub = support_pb2_grpc.SupportStub(self.channel)
                for look in stub.WatchStatus(support_pb2.WatchStatusRequest(), metadata=self.metadata):
                    until = time.monotonic() + PATIENCE_S
                    yield look.status
            except (grpc.RpcError, FileNotFoundError):
                self.disconnect()
                time.sleep(0.05)

    def tickets(self):
        """All of them, page by page."""
        token = None
        while token != "":
            page = self.ask("ListTickets", proto.ListTicketsRequest(
                include_closed=True, page_size=15, page_token=token or "",
            ))
            yield from page.tickets
            token = page.next_page_token

    def walk_ups(self):
        return self.ask("ListWalkUps", proto.ListWalkUpsRequest(include_all=True)).walk_ups


def ticket(n):
    """The n-th patient of the morning: some need a seat, some would like one, some come first."""
    seated = [common.Wish(placement=common.PLACEMENT_SEATED)]
    return proto.AddTicketRequest(
        number=str(n), needs=seated if n % 5 == 0 else [], prefers=seated if n % 9 == 0 else [],
        **{"class": common.TICKET_CLASS_PRIORITY if n % 7 == 0 else common.TICKET_CLASS_NORMAL},
    )


def add(desk, many):
    for n in range(1, many + 1):
        desk.act("AddTicket", ticket(n))
        if 2 * n == many:
            print("half of them are in the queue", flush=True)


def try_the_words(desk):
    """What the schema promises of requests, tried on somebody who cannot be called: no counter has what he needs."""
    request = proto.AddTicketRequest(number="Ａ－７", needs=[common.Wish(tag="language:xx")])
    try:
        desk.act("AddTicket", request)
        raise AssertionError("a tag that no reader has was taken without asking")
    except Refused as refused:
        assert refused.status == grpc.StatusCode.FAILED_PRECONDITION and refused.text.code == "no-unit-has", refused
    request.insist = True
    added = desk.act("AddTicket", request)
    assert added.ticket.number == "A-7" and added.notice.code == "need-unmet", added
    # A repeat gets the first answer, and nothing is done twice.
    again = desk.ask("AddTicket", request)
    assert again.ticket.ticket_id == added.ticket.ticket_id, again
    # The same number of somebody else is refused, in words.
    try:
        desk.act("AddTicket", proto.AddTicketRequest(number="A-7"))
        raise AssertionError("a number was given twice")
    except Refused as refused:
        assert refused.status == grpc.StatusCode.ALREADY_EXISTS and refused.text.code == "number-in-use", refused
    desk.act("CancelTicket", proto.CancelTicketRequest(number="A-7"))


def attend(desk, park):
    """Takes the call of `park` back once, calls whoever did not come again, and waits until each was served."""
    parked = False
    for status in desk.watch():
        for one in status.tickets:
            if one.number == park and one.state == proto.TICKET_STATE_CALLED and not parked:
                parked = True
                desk.act("ParkTicket", proto.ParkTicketRequest(number=park))
                desk.act("UnparkTicket", proto.UnparkTicketRequest(number=park))
            if one.state == proto.TICKET_STATE_MISSED:
                try:
                    desk.act("RecallTicket", proto.RecallTicketRequest(number=one.number))
                except Refused as refused:  # looks are a little behind
                    assert refused.text.code == "wrong-state", refused
        if not status.waiting and not status.tickets:
            return
    raise AssertionError("not everybody was served")


def report(desk):
    outcome = lambda one: common.OutcomeKind.Name(one.outcome.kind)
    closed = [one for one in desk.tickets() if one.state == proto.TICKET_STATE_DONE]
    return {
        "tickets": {one.number: {"outcome": outcome(one), "unit": one.unit, "attempt": one.attempt} for one in closed},
        "walk_ups": [[one.unit, outcome(one)] for one in desk.walk_ups()],
        "repeats": desk.repeats,
    }


def main():
    asked = argparse.ArgumentParser(description="A made-up reception")
    asked.add_argument("--data-dir", required=True)
    asked.add_argument("--tickets", type=int, default=40)
    asked.add_argument("--park", default=None, help="the number whose first call is taken back")
    asked = asked.parse_args()
    desk = Desk(asked.data_dir)
    try_the_words(desk)
    add(desk, asked.tickets)
    attend(desk, asked.park)
    print(json.dumps(report(desk)), flush=True)


if __name__ == "__main__":
    main()
