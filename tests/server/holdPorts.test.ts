import { expect, test } from "vitest";
import { holdPorts } from "../../server/main.ts";

test("until a server is ready, its links open a page that asks again by itself", async () => {
  const held = await holdPorts({ port: 0, consolePort: 0 });
  const response = await fetch(`${held.participantOrigin}/s/coffee-brands/`);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
  const text = await response.text();
  expect(text).toContain('<meta http-equiv="refresh" content="2">');
  expect(text).toContain("The study is being prepared.");
  await held.release();
  const again = await holdPorts(held.ports);
  expect(again.ports).toEqual(held.ports);
  await again.release();
});

test("a port that is taken is told before anything is prepared, and the other one is given back", async () => {
  const first = await holdPorts({ port: 0, consolePort: 0 });
  const other = first.ports.port;
  await expect(holdPorts({ port: 0, consolePort: other })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.release();
});
