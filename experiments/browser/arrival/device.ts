/** What is worth knowing about the device, and no more: the browser's family and main version instead of its whole name,
 *  the window's size, and how it points. Sent with the session's start, under names that no address uses. */
export function deviceFacts(window: Window): Readonly<Record<string, string>> {
  const { innerWidth, innerHeight, devicePixelRatio, navigator } = window;
  return {
    "saydo.browser": browserFamily(navigator.userAgent),
    "saydo.window": `${innerWidth}x${innerHeight}`,
    "saydo.pixelRatio": String(devicePixelRatio),
    "saydo.pointer": window.matchMedia("(pointer: coarse)").matches ? "coarse" : "fine",
    // Set beside the server's own clock, this tells how far the device's is off.
    "saydo.clock": new Date().toISOString(),
  };
}

const families: readonly (readonly [string, RegExp])[] = [
  ["Edge", /Edg\w*\/(\d+)/],
  ["Opera", /OPR\/(\d+)/],
  ["Samsung Internet", /SamsungBrowser\/(\d+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/],
  ["Chromium", /(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ["Safari", /Version\/(\d+)[\d.]* .*Safari/],
];

/** A browser's family and main version, such as "Firefox 140"; "other" when it is none of the common ones. */
export function browserFamily(userAgent: string): string {
  for (const [family, pattern] of families) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${family} ${version}`;
  }
  return "other";
}
