"""How a program reaches the controller, for reader.py and desk.py. Written from the .proto files alone, as they are.

Debian's python3-grpcio and python3-grpc-tools are all it takes. The stubs are made from the schema, and are on the path:

    python3 -m grpc_tools.protoc -I proto --python_out=STUBS --grpc_python_out=STUBS proto/madoguchi/v1/*.proto
    PYTHONPATH=STUBS python3 tests/python/reader.py --help

What gRPC for Python cannot do, and a product has to (another language's gRPC can):
  - The pin: it verifies chain and name, and shows nobody the certificate, so `server_key` in unit.toml is not looked at. What
    is left is ca.crt: whatever this one controller's CA signs as a server is spoken to.
  - Dates: it insists on them. Certificates are for 1970 to 9999, so this costs nothing while the clock is in that time.
  - A factory key: it exports nothing of a connection, so `Hello.factory_proof` cannot be signed.
"""

import grpc

# An answer of the desk; gRPC's usual 4 MiB are less.
ANSWER_BYTES = 8 * 1024 * 1024


def channel(address, authority, server_name, certificate=None, key=None):
    """A connection of its own, under TLS: the controller verified by its CA and name, ourselves by a certificate."""
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
    return grpc.secure_channel(address, credentials, [
        ("grpc.ssl_target_name_override", server_name),
        ("grpc.max_receive_message_length", ANSWER_BYTES),
        # A link that died without a word is noticed: asked every second, given up after 1.5 s more.
        ("grpc.keepalive_time_ms", 1000),
        ("grpc.keepalive_timeout_ms", 1500),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.http2.min_time_between_pings_ms", 1000),
        # Each channel is a connection: gRPC shares them among channels else, and remembers that one failed.
        ("grpc.use_local_subchannel_pool", 1),
        # The way to the controller is a cable, whatever proxy the environment names.
        ("grpc.enable_http_proxy", 0),
    ])


def read(*path):
    """A file's bytes."""
    with open("/".join(path), "rb") as file:
        return file.read()
