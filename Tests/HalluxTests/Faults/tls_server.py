#!/usr/bin/env python3
"""A server whose certificate nobody trusts unasked, on a free loopback port, which it prints.

Who trusts it is told with HTTP 401 that a key is missing. Its certificate is written to the file that is named. It ends
when it is told to, or after ten minutes.

The certificate is good for this machine's names and a hundred years; only its issuer is unknown. Made by

    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 \\
      -subj /CN=localhost -addext "subjectAltName=IP:127.0.0.1,DNS:localhost" -keyout k.pem -out c.pem
"""
import os
import socket
import ssl
import sys
import tempfile
import threading
import time

PEM = """
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg03N+HhiwXG9ZkWa3
HXfGeUnNbUXpPaPyPHNI4rjlJf6hRANCAARkw74iRbmguElPpre0m3N2ZElKldBk
4iG4XZwQNjSEstTyoun+BIiIDg0rl/u5rukCzW9OWzvpAzmXNQQocdPz
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUZpqBQHFzspY8ZuB7P5L7IOGBMoEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTA4NDQyMVoYDzIxMjYxMTAx
MDg0NDIxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARkw74iRbmguElPpre0m3N2ZElKldBk4iG4XZwQNjSEstTyoun+BIiI
Dg0rl/u5rukCzW9OWzvpAzmXNQQocdPzo28wbTAdBgNVHQ4EFgQUOAMOQ6oS1cL6
4lUVNglOk2wmuKgwHwYDVR0jBBgwFoAUOAMOQ6oS1cL64lUVNglOk2wmuKgwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDSQAwRgIhAPRivZK2CEAfxwzxSYGyiF1ML9zdsOzgjtZa7BmXbwM9AiEA
n0oftfGEia800yM/+ST48p5FcVkIJ8l6X/knGHnoT/c=
-----END CERTIFICATE-----
"""


def serve(listener, context):
    while True:
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as stream:
                stream.recv(65536)
                stream.sendall(b"HTTP/1.1 401 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError:
            pass  # the client did not trust it


with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
    file.write(PEM)
    file.flush()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file.name)
with open(sys.argv[1], "w") as file:
    file.write(PEM[PEM.index("-----BEGIN CERTIFICATE") :])
listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener, context), daemon=True).start()
print(listener.getsockname()[1], flush=True)
time.sleep(600)
os._exit(0)
