import { describe, expect, test } from "vitest";
import { deviceOf } from "../../server/device.ts";

const now = new Date("2026-01-05T12:00:00.000Z");
const said = {
  "saydo.browser": "Samsung Internet 27",
  "saydo.window": "390x844",
  "saydo.pixelRatio": "2.625",
  "saydo.pointer": "coarse",
  "saydo.clock": "2026-01-05T11:58:30.000Z",
};

describe("what is kept of a device", () => {
  test("is its kind and how far its clock is off", () => {
    expect(deviceOf(said, now)).toEqual({
      browser: "Samsung Internet 27",
      window: "390x844",
      pixelRatio: 2.625,
      pointer: "coarse",
      clockOffsetMs: -90_000,
    });
  });

  test("is nothing else that the page or the link may say", () => {
    const more = {
      ...said,
      PROLIFIC_PID: "5f00",
      "saydo.userAgent": "Mozilla/5.0",
      "saydo.timezone": "Europe/Amsterdam",
    };
    expect(deviceOf(more, now)).toEqual(deviceOf(said, now));
    expect(deviceOf({ PROLIFIC_PID: "5f00" }, now)).toBeNull();
    expect(deviceOf(undefined, now)).toBeNull();
  });

  test.each([
    ["browser", "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0"],
    ["browser", "Firefox 140.0.3"],
    ["window", "wide"],
    ["pixelRatio", "NaN"],
    ["pixelRatio", "-1"],
    ["pointer", "<script>"],
    ["clock", "yesterday"],
  ])("leaves out a %s that is no such fact: %s", (name, value) => {
    const device = deviceOf({ ...said, [`saydo.${name}`]: value }, now);
    expect(device).toMatchObject({ [name === "clock" ? "clockOffsetMs" : name]: null });
  });
});
