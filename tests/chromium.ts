import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium: `SAYDO_CHROMIUM`, or where Debian and others put it. */
export function chromiumPath(): string {
  const found = [process.env["SAYDO_CHROMIUM"] ?? "", ...places].find((place) => place !== "" && existsSync(place));
  if (found === undefined)
    throw new RangeError("No Chromium found; install it (apt-get install chromium) or set SAYDO_CHROMIUM");
  return found;
}

/** Headless, and silent towards everyone else. */
export const chromiumFlags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser that talks to nobody but the test's own server. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
  });
}
