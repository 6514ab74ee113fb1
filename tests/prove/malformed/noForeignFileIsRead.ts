import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { startServer } from "../../../server/main.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";

const SECRET = "nobody-reads-this-file";
const steps = ["..", "%2e%2e", "%2E%2E", ".%2e", "%252e%252e", "..%00", "..;", "....", "%c0%ae%c0%ae", "%u002e%u002e"];
const slashes = ["/", "%2f", "%5c", "\\", "%252f", "//", "/./", "%c0%af"];
const targets = ["secret.png", "secret.svg", "study.yaml", "etc/passwd", ".hidden.png", "store/saydo.db", "linked.png"];

/** Addresses that try to leave the folder of a study's pictures or of the pages. */
export const noForeignFileIsRead: Proof = {
  id: "D7",
  promise: "No address reads a file outside the study's pictures and the built pages.",
  async run({ scale }) {
    return await inScratch(async (folder) => {
      const study = await laidOut(folder);
      const options = { data: join(folder, "store"), pagesFolder: join(folder, "pages"), studies: [study] };
      const server = await startServer({ ...options, port: 0, consolePort: 0 });
      const paths = scale === "short" ? payloads().filter((_, place) => place % 4 === 0) : payloads();
      const read: string[] = [];
      const statuses: Record<string, number> = {};
      for (const origin of [server.participantOrigin, server.consoleOrigin]) {
        for (const path of paths) {
          const { status, body } = await ask(origin, path);
          statuses[status] = (statuses[status] ?? 0) + 1;
          const isRead = body.includes(SECRET) || body.includes("root:x:") || body.includes("SQLite format");
          if (isRead || (status < 300 && !body.includes("<"))) read.push(`${path}: ${status}`);
        }
      }
      const { body: control } = await ask(server.participantOrigin, "/s/coffee-brands/stimuli/velmora-cup.svg");
      await server.close();
      const isControl = control === "a picture";
      const refusedOnly = Object.keys(statuses).every((status) => /^[34]/.test(status));
      return {
        isMet: read.length === 0 && isControl && refusedOnly,
        figures: { tried: 2 * paths.length, ...statuses, read: read.length, first: read[0] ?? "none", isControl },
      };
    });
  },
};

async function laidOut(folder: string) {
  const [inside, pages] = [join(folder, "study"), join(folder, "pages")];
  mkdirSync(join(inside, "stimuli"), { recursive: true });
  mkdirSync(pages);
  writeFileSync(join(pages, "index.html"), "<!doctype html><p>page</p>");
  writeFileSync(join(inside, "stimuli", "velmora-cup.svg"), "a picture");
  for (const name of ["secret.png", "secret.svg", "study.yaml"]) writeFileSync(join(folder, name), SECRET);
  writeFileSync(join(inside, "study.yaml"), SECRET);
  writeFileSync(join(inside, ".hidden.png"), SECRET);
  symlinkSync("/etc/passwd", join(inside, "passwd.txt"));
  return { ...(await coffeeStudy()), folder: inside };
}

/** Some 550 of them: every way to write a step up and a slash, to every target, below every root. */
function payloads(): readonly string[] {
  const roots = ["/s/coffee-brands/stimuli", "/s/coffee-brands"];
  const climbing = steps.flatMap((step) =>
    slashes.flatMap((slash) =>
      targets.map(
        (target, place) => `${roots[place % 2]}${slash}${`${step}${slash}`.repeat(1 + (place % 4))}${target}`,
      ),
    ),
  );
  const odd = ["/s/coffee-brands/passwd.txt", "/s/coffee-brands/.hidden.png", "/s/coffee-brands/study.yaml"];
  const absolute = ["/s/coffee-brands//etc/passwd", "/s/coffee-brands/file:///etc/passwd", "/assets/../../secret.png"];
  return [...climbing, ...odd, ...absolute, "/s/../secret.png", "/../secret.png", "/..%2fsecret.png"];
}

/** Sends the path as it is; `fetch` would tidy it up. */
async function ask(origin: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(origin);
  return await new Promise((resolve) => {
    const refused = () => resolve({ status: 400, body: "" });
    const call = request({ hostname, port, path });
    call.once("error", refused);
    call.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", refused);
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.end();
  });
}
