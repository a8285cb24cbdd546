// One stream for all pages of this browser: over HTTP/1.1 a browser opens six connections to a host, and pages stay open.
// The address of the stream is the worker's name. A newcomer gets the newest state at once.
"use strict";

const ports = new Set();
let newest = null;
let source = null;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function open() {
  source = new EventSource(self.name);
  for (const kind of ["counter", "board"]) {
    source.addEventListener(kind, (event) => {
      newest = { state: event.data };
      tell(newest);
    });
  }
  source.addEventListener("beat", () => tell({ beat: true }));
  source.addEventListener("error", () => {
    newest = { cut: true };
    tell(newest);
    // A stream that was refused is not opened again by the browser.
    if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
  });
}

self.addEventListener("connect", (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.addEventListener("message", () => ports.delete(port));
  port.start();
  if (newest) port.postMessage(newest);
  if (!source) open();
});
