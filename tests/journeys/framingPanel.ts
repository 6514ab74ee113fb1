import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../server/app.ts";
import { openStore } from "../../server/store/openStore.ts";
import { builtPages, demoStudy, shorter, storedSessions, storedTrials } from "./studyServer.ts";

/** A server whose study a panel at another site (localhost, not 127.0.0.1) shows in a frame of its own page. */
export async function framingPanel() {
  const data = mkdtempSync(join(tmpdir(), "saydo-framed-"));
  const { study, hash } = await demoStudy((one) => ({
    ...shorter(one),
    randomise: { ...one.randomise, partOrder: false },
  }));
  const { store, close } = await openStore({ data }, "serve");
  await store.studies.publish({ study, hash });
  const panel = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<iframe src="${frame}" style="width: 1200px; height: 700px"></iframe>`);
  });
  const panelAddress = `http://localhost:${await listening(panel)}`;
  const app = createServer(createApp(store, { pagesFolder: await builtPages(), frameAncestors: () => [panelAddress] }));
  const frame = `http://127.0.0.1:${await listening(app)}/s/${study.id}/`;
  return {
    address: panelAddress,
    trials: () => storedTrials(data),
    sessions: () => storedSessions(data),
    async close() {
      for (const server of [panel, app]) server.closeAllConnections();
      await Promise.all([panel, app].map((server) => new Promise((resolve) => server.close(resolve))));
      await close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function listening(server: Server): Promise<number> {
  // A server that listens on a port has an address of this form.
  return new Promise((resolve) => server.listen(0, () => resolve((server.address() as AddressInfo).port)));
}
