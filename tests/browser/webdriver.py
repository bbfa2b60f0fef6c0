"""The few WebDriver commands that the browser test needs, over the standard library alone."""

import base64
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

CHROMIUM_OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
]


def program(*names):
    """The first of the programs that is installed."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit(f"none of {', '.join(names)} is installed; `apt-get install chromium chromium-driver` brings them")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """Chromium behind its own driver on a loopback port, with an empty profile; ends both by their process."""

    def __init__(self, width=1320, height=900):
        self.profile = tempfile.TemporaryDirectory(prefix="demarc-browser-")
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            [program("chromedriver"), f"--port={port}", "--log-level=SEVERE"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.session = None
        try:
            self._wait_until_ready()
            options = [*CHROMIUM_OPTIONS, f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}"]
            chrome = {"binary": program("chromium", "chromium-browser", "google-chrome"), "args": options}
            wanted = {
                "browserName": "chrome",
                "goog:chromeOptions": chrome,
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            }
            answer = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = answer["sessionId"]
            # The browser's own first page is left, and what it did is forgotten.
            self.open("about:blank")
            self.log("performance")
            self.log("browser")
        except BaseException:
            self.close()
            raise

    def _wait_until_ready(self):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                if self._send("GET", "/status")["ready"]:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit("chromedriver did not start within 30 s")

    def _send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"].get("message", str(error))) from error

    def command(self, name, **arguments):
        return self._send("POST", f"/session/{self.session}/{name}", arguments)

    def devtools(self, name, **arguments):
        return self.command("goog/cdp/execute", cmd=name, params=arguments)

    def open(self, url):
        self.command("url", url=url)

    def run(self, script, *arguments):
        """The value of a script; `arguments` are its arguments."""
        return self.command("execute/sync", script=script, args=list(arguments))

    def click(self, selector):
        """Presses and releases the mouse in the middle of the element."""
        x, y = self.run(
            "const element = document.querySelector(arguments[0]);"
            "element.scrollIntoView({ block: 'center', behavior: 'instant' });"
            "const box = element.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]",
            selector,
        )
        for kind in ["mousePressed", "mouseReleased"]:
            self.devtools("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, selector, text):
        self.command(f"element/{self._find(selector)}/value", text=text)

    def _find(self, selector):
        element = self.command("element", using="css selector", value=selector)
        return next(iter(element.values()))

    def log(self, kind):
        return self.command("se/log", type=kind)

    def resize(self, width, height, phone=False):
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone
        )

    def scheme(self, name):
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.devtools("Emulation.setEmulatedMedia", features=features)

    def screenshot(self, path, whole=True):
        answer = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        pathlib.Path(path).write_bytes(base64.b64decode(answer["data"]))

    def print(self, path):
        answer = self.devtools("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)
        content = base64.b64decode(answer["data"])
        pathlib.Path(path).write_bytes(content)
        return content

    def close(self):
        try:
            if self.session:
                self._send("DELETE", f"/session/{self.session}")
        except (OSError, RuntimeError):
            pass
        self.driver.terminate()
        try:
            self.driver.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.driver.kill()
            self.driver.wait()
        self.profile.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
