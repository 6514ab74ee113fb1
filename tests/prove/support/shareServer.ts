import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onCore } from "./sendFrom.ts";

/** A participant origin in a process of its own, with two studies and a queue of a chosen length. */
export type ShareServer = { readonly origin: string; stop(): Promise<void> };

export type ShareOptions = {
  readonly data: string;
  readonly queueLength: number;
  /** `one`: the control, where all studies stand in one line. */
  readonly lanes: "by study" | "one";
};

export const shareStudies = ["coffee-brands", "quiet-brands"] as const;

const built = (path: string) => JSON.stringify(pathToFileURL(join(process.cwd(), "dist", path)).href);

export async function shareServer({ data, queueLength, lanes }: ShareOptions): Promise<ShareServer> {
  const script = `
    import { createApp } from ${built("server/app.js")};
    import { listen, originOf, stop } from ${built("server/http/listen.js")};
    import { groupCommit } from ${built("server/ingest/groupCommit.js")};
    import { openStore } from ${built("server/store/openStore.js")};
    import { loadStudy } from ${built("experiments/studyFile/commands.js")};
    import { contentHash } from ${built("experiments/studyFile/readStudyFile.js")};
    const { store, close } = await openStore({ data: ${JSON.stringify(data)} }, "serve");
    const { study: coffee } = await loadStudy("experiments/studies/coffee-brands/study.yaml");
    for (const id of ${JSON.stringify(shareStudies)}) {
      const study = { ...coffee, id };
      await store.studies.publish({ study, hash: contentHash(study) });
    }
    const shared = groupCommit({ append: store.appendTrials, queueLength: ${queueLength} });
    const oneLane = { ...shared, submit: (batch) => shared.submit(batch, undefined) };
    const ingest = ${lanes === "one"} ? oneLane : shared;
    const server = await listen(createApp(store, { ingest }), 0, "127.0.0.1");
    process.once("disconnect", () => void stop(server).then(() => shared.drained()).then(close).then(() => process.exit(0)));
    process.send(originOf(server, "127.0.0.1"));
  `;
  const [program = process.execPath, ...rest] = [...onCore(0), process.execPath, "--input-type=module", "-e", script];
  const child = spawn(program, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const origin = await new Promise<string>((resolve, reject) => {
    child.once("message", (told) => resolve(String(told)));
    child.once("exit", () => reject(new Error("the server ended before it listened")));
  });
  return {
    origin,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
