import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runBackup, startServer } from "../../server/main.ts";
import { coffeeStudy } from "./coffeeStudy.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-paths-"));
const at = (name: string) => join(folder, name);
const study = join(process.cwd(), "experiments/studies/coffee-brands/study.yaml");
const oracle = join(process.cwd(), "fixtures/oracles/c01_n80_strong/data.csv");
let made = 0;
/** A path where nothing is yet. */
const fresh = (): string => {
  made += 1;
  return at(`new-${made}`);
};

/** What is wrong with a path, by what it is for. */
const WRONG = {
  /** A file that is read. */
  read: ["absent", "folder", "secret"],
  /** A file that is read once a server of its own runs. */
  readLate: ["folder"],
  /** A file or a folder that is read. */
  readEither: ["absent", "secret"],
  /** A folder that is read. */
  readFolder: ["absent", "file", "sealed"],
  /** A file that is written. */
  write: ["folder", "locked/x.csv", "/dev/full"],
  /** A file whose folder is looked at only once all is worked out: a full disk is in operatorsMistakes.test. */
  writeLate: ["folder"],
  /** A folder that is made. */
  make: ["file", "locked/x"],
  /** A folder that is filled once all is worked out. */
  makeLate: ["file"],
  /** The folder of a store that must be there. */
  store: ["absent", "file", "sealed"],
} as const;
type Use = keyof typeof WRONG;
type Case = readonly [use: Use, args: (path: string) => readonly string[]];

const data = () => ["--data", at("data")];
const ofStudy = () => [...data(), "--study", "coffee-brands"];
const anyPort = ["--port", "0", "--console-port", "0"];
const table = () => at("table.csv");
const inStore = (...args: readonly string[]): Case => ["store", (path) => [...args, "--data", path]];
const reading = (...args: readonly string[]): Case => ["read", (path) => [...args, path]];

/** Every path that a command takes, as `command --option`, or `command <argument>`. */
const PATHS: Readonly<Record<string, Case>> = {
  "init <dir>": ["make", (path) => ["init", path]],
  "check <study>": reading("check"),
  "serve --data": ["make", (path) => ["serve", "--data", path, ...anyPort]],
  "serve --study": ["read", (path) => ["serve", ...data(), "--study", path, ...anyPort]],
  "serve --copy-to": ["readFolder", (path) => ["serve", ...data(), "--copy-to", path, ...anyPort]],
  "serve --audit-file": ["writeLate", (path) => ["serve", ...data(), "--audit-file", path, ...anyPort]],
  "preview <study>": ["read", (path) => ["preview", path, "--port", "0"]],
  "import --data": inStore("import", "purchases", "--study", "coffee-brands", "--in", table()),
  "import --in": ["read", (path) => ["import", "purchases", ...ofStudy(), "--in", path]],
  "import --recipe": ["read", (path) => ["import", "purchases", ...ofStudy(), "--in", table(), "--recipe", path]],
  "key --data": ["store", (path) => ["key", "--data", path, "--study", "s", ...keyed(fresh())]],
  "key --in": ["read", (path) => ["key", ...ofStudy(), "--in", path, "--column", "id", "--out", fresh()]],
  "key --out": ["write", (path) => ["key", ...ofStudy(), ...keyed(path)]],
  "key --recipe": ["read", (path) => ["key", ...ofStudy(), ...keyed(fresh()), "--recipe", path]],
  "simulation-key --data": inStore("simulation-key"),
  "backup --data": ["store", (path) => ["backup", "--data", path, "--unencrypted", "--out", fresh()]],
  "backup --out": ["write", (path) => ["backup", ...data(), "--unencrypted", "--out", path]],
  "backup --keys": ["write", (path) => ["backup", ...data(), "--out", fresh(), "--keys", path]],
  "restore --data": ["make", (path) => ["restore", "--data", path, "--in", at("sealed.backup"), ...withKeys()]],
  "restore --in": ["readEither", (path) => ["restore", "--data", fresh(), "--in", path]],
  "restore --keys": ["read", (path) => ["restore", "--data", fresh(), "--in", at("sealed.backup"), "--keys", path]],
  "restore --after": ["store", (path) => ["restore", ...restored(), "--after", path]],
  "verify --data": inStore("verify"),
  "verify --audit-file": reading("verify", "--data", at("data"), "--audit-file"),
  "doctor --data": inStore("doctor"),
  "doctor --audit-file": reading("doctor", "--data", at("data"), "--audit-file"),
  "erase --data": inStore("erase", "--study", "coffee-brands", "--panel-id", "x"),
  "user invite --data": inStore("user", "invite", "--runs-server"),
  "user list --data": inStore("user", "list"),
  "user disable --data": inStore("user", "disable", "a@lab.example"),
  "user enable --data": inStore("user", "enable", "a@lab.example"),
  "user reset-password --data": inStore("user", "reset-password", "a@lab.example"),
  "user reset-factor --data": inStore("user", "reset-factor", "a@lab.example"),
  "fulfil --data": ["store", (path) => ["fulfil", "--data", path, ...listed(fresh()), "--study", "coffee-brands"]],
  "fulfil --out": ["writeLate", (path) => ["fulfil", ...ofStudy(), ...listed(path)]],
  "invite --data": ["store", (path) => ["invite", "--data", path, "--wave", "later", ...listed(fresh())]],
  "invite --out": ["writeLate", (path) => ["invite", ...data(), "--wave", "later", ...listed(path)]],
  "score --in": ["read", (path) => ["score", "--measure", "iat", "--in", path, "--out", fresh()]],
  "score --out": ["write", (path) => ["score", ...scored(), "--out", path]],
  "score --json": ["write", (path) => ["score", ...scored(), "--out", fresh(), "--json", path]],
  "score --recipe": ["read", (path) => ["score", ...scored(), "--out", fresh(), "--recipe", path]],
  "recognise <file>": reading("recognise"),
  "recognise --recipe": reading("recognise", table(), "--recipe"),
  "compare --plan": ["read", (path) => ["compare", "--json", fresh(), "--plan", path]],
  "compare --apply": ["read", (path) => ["compare", "--plan", at("whole.yaml"), "--json", fresh(), "--apply", path]],
  "compare --recipe": ["read", (path) => ["compare", "--plan", at("plan.yaml"), "--json", fresh(), "--recipe", path]],
  "compare --html": written("html"),
  "compare --summary": written("summary"),
  "compare --pdf": written("pdf"),
  "compare --xlsx": written("xlsx"),
  "compare --json": written("json"),
  "compare --freeze": written("freeze"),
  "compare --out": ["makeLate", (path) => ["compare", "--plan", at("plan.yaml"), "--out", path]],
  "value --transactions": ["read", (path) => ["value", "--json", fresh(), "--transactions", path]],
  "value --json": ["write", (path) => ["value", "--transactions", at("purchases.csv"), "--json", path]],
  "value --recipe": ["read", (path) => ["value", "--transactions", table(), "--json", fresh(), "--recipe", path]],
  "chain --plan": ["read", (path) => ["chain", "--json", fresh(), "--plan", path]],
  "chain --json": ["writeLate", (path) => ["chain", "--plan", at("chain.yaml"), "--json", path]],
  "chain --recipe": ["read", (path) => ["chain", "--plan", at("chain.yaml"), "--json", fresh(), "--recipe", path]],
  "power --plan": reading("power", "--plan"),
  "power --study": reading("power", "--study"),
  "power --truth": reading("power", "--study", study, "--truth"),
  "power --json": ["write", (path) => ["power", "--study", study, ...tiny, "--json", path]],
  "plan --study": ["read", (path) => ["plan", "--out", fresh(), "--study", path]],
  "plan --out": ["write", (path) => ["plan", "--study", study, "--out", path]],
  "simulate <study>": ["read", (path) => ["simulate", path, "--participants", "1", "--out", fresh()]],
  "simulate --truth": [
    "readLate",
    (path) => ["simulate", study, "--participants", "1", "--out", fresh(), "--truth", path],
  ],
  "simulate --out": ["makeLate", (path) => ["simulate", study, "--participants", "1", "--out", path]],
  "export --data": ["store", (path) => ["export", "--data", path, "--study", "coffee-brands", "--out", fresh()]],
  "export --out": ["make", (path) => ["export", ...ofStudy(), "--out", path]],
  "report <study>": ["readFolder", (path) => ["report", path, "--json", fresh()]],
  "report --data": ["store", (path) => ["report", "coffee-brands", "--data", path, "--json", fresh()]],
  "report --html": ["writeLate", (path) => ["report", "coffee-brands", ...data(), "--html", path]],
  "report --summary": ["writeLate", (path) => ["report", "coffee-brands", ...data(), "--summary", path]],
  "report --pdf": ["writeLate", (path) => ["report", "coffee-brands", ...data(), "--pdf", path]],
  "report --xlsx": ["writeLate", (path) => ["report", "coffee-brands", ...data(), "--xlsx", path]],
  "report --json": ["writeLate", (path) => ["report", "coffee-brands", ...data(), "--json", path]],
  "report --out": ["makeLate", (path) => ["report", "coffee-brands", ...data(), "--out", path]],
  "demo --data": ["make", (path) => ["demo", "--data", path, ...anyPort]],
};

const tiny = ["--participants", "20", "--sims", "2"];
const keyed = (out: string) => ["--in", table(), "--column", "participant_key", "--out", out];
const listed = (out: string) => ["--out", out, "--recipient", "x"];
const withKeys = () => ["--keys", at("keys.json")];
const restored = () => ["--data", fresh(), "--in", at("sealed.backup"), ...withKeys()];
const scored = () => ["--measure", "iat", "--in", join(process.cwd(), "fixtures/golden/iat.csv")];
function written(option: string): Case {
  return ["writeLate", (path) => ["compare", "--plan", at("plan.yaml"), `--${option}`, path]];
}

// The command itself, as it is built: one process, in which each list of arguments is worked through as its own command.
// Whoever runs it as root reads and writes everything; without these two rights root is refused as everyone else is.
const RUN = `
  import { readFileSync } from "node:fs";
  import { Command } from "commander";
  import { Problem } from "./dist/experiments/contract/problem.js";
  import { operatorsMistake } from "./dist/server/operations/operatorsMistake.js";
  const { parseAsync } = Command.prototype;
  let program;
  Command.prototype.parseAsync = async function () { program = this; };
  await import("./dist/saydo.js");
  Command.prototype.parseAsync = parseAsync;
  const below = (command, above) => command.commands.flatMap((one) => {
    const name = [...above, one.name()].join(" ");
    const options = one.options.filter((option) => !option.hidden).map((option) => ({ name: name + " " + option.long, flags: option.flags }));
    const words = one.registeredArguments.map((word) => ({ name: name + " <" + word.name() + ">", flags: "" }));
    return [...options, ...words, ...below(one, [...above, one.name()])];
  });
  const ended = async (args) => {
    try {
      await program.parseAsync(args, { from: "user" });
      return { code: 0, said: "" };
    } catch (error) {
      const problem = error instanceof Problem ? error : operatorsMistake(error);
      if (!problem) return { code: error.exitCode ?? 70, said: String(error.stack) };
      const { detail, file, todo } = problem.details;
      return { code: 1, said: [file, detail].join(" "), todo, problems: problem.all.length };
    }
  };
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  process.stderr.write = () => true;
  const results = [];
  for (const args of JSON.parse(readFileSync(0, "utf8"))) results.push(await ended(args));
  write(JSON.stringify({ taken: below(program, []), results }), () => process.exit(0));
`;
const rights = "-dac_override,-dac_read_search";
const asRoot = ["setpriv", `--inh-caps=${rights}`, `--bounding-set=${rights}`];
const isRoot = process.getuid?.() === 0;
/** Whether somebody without the right can be tried here: not by a root that may not give up its own. */
const isRefused = !isRoot || spawnSync(asRoot[0] ?? "", [...asRoot.slice(1), "true"]).status === 0;

const Ended = z.object({
  taken: z.array(z.object({ name: z.string(), flags: z.string() })),
  results: z.array(
    z.object({ code: z.number(), said: z.string(), todo: z.string().optional(), problems: z.number().optional() }),
  ),
});

function run(commands: readonly (readonly string[])[]): z.infer<typeof Ended> {
  const node = [process.execPath, "--input-type=module", "--eval", RUN];
  const [program = "", ...args] = isRoot && isRefused ? [...asRoot, ...node] : node;
  const out = execFileSync(program, args, { input: JSON.stringify(commands), encoding: "utf8", timeout: 280_000 });
  return Ended.parse(JSON.parse(out));
}

const cases = Object.entries(PATHS).flatMap(([name, [use, args]]) =>
  WRONG[use]
    .filter((wrong) => isRefused || !/^(secret|sealed|locked)/.test(wrong))
    .map((wrong) => ({ name: `${name} ${wrong}`, path: wrong.startsWith("/") ? wrong : at(wrong), args })),
);

describe("every path that a command takes", () => {
  let ended: z.infer<typeof Ended>;

  beforeAll(async () => {
    const server = await startServer({ data: at("data"), port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    await server.close();
    await runBackup({ data: at("data"), out: at("sealed.backup"), keys: at("keys.json") });
    for (const name of ["folder", "sealed", "locked"]) mkdirSync(at(name));
    for (const name of ["file", "secret"]) writeFileSync(at(name), "x\n");
    writeFileSync(table(), "participant_key,purchased_at,product\na,2026-01-01T00:00:00Z,velmora\n");
    writeFileSync(at("purchases.csv"), "customer_id,purchased_at,amount\na,2026-01-01,10\na,2026-01-08,4\n");
    writeFileSync(at("plan.yaml"), `data: ${table()}\nparticipant: participant_key\noutcome: product\nstated: []\n`);
    const measures =
      "stated: [{column: nps, kind: likelihoodToRecommend}]\nimplicit: [dscore]\nmodels: {M_stated: [nps]}";
    writeFileSync(at("whole.yaml"), `data: ${oracle}\nparticipant: id\noutcome: bought\n${measures}\n`);
    writeFileSync(at("chain.yaml"), `data: ${table()}\n`);
    for (const name of ["sealed", "secret"]) chmodSync(at(name), 0);
    chmodSync(at("locked"), 0o555);
    ended = run(cases.map(({ path, args }) => args(path)));
  }, 300_000);

  afterAll(() => {
    for (const name of ["sealed", "locked"]) if (existsSync(at(name))) chmodSync(at(name), 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  test("is in the table above: of every command, every shown option and word that is a path", () => {
    const isPath = ({ name, flags }: { readonly name: string; readonly flags: string }) =>
      /<(dir|file|path|store|recipe|[\w-]+\.\w+)(\.{3})?>/.test(flags) ||
      // The recipe of a report is read as that of an import, once a whole export is read.
      (/ --recipe$/.test(name) && name !== "report --recipe") ||
      (/ <(dir|file|study|path)>$/.test(name) && flags === "");
    const expected = ended.taken.filter(isPath).map(({ name }) => name);
    expect(Object.keys(PATHS).sort()).toEqual([...new Set(expected)].sort());
  });

  test("ends with 1, one sentence that names it, and what to do: absent, a folder, a file, without the right, full", () => {
    const wrong = cases.flatMap(({ name, path }, place) => {
      const { code, said, todo, problems } = ended.results[place] ?? { code: -1, said: "" };
      const isSaid = said.includes(path) || said.includes(path.slice(0, path.lastIndexOf("/")));
      return code === 1 && problems === 1 && todo && isSaid ? [] : [`${name}: ${code} ${said} ${todo ?? ""}`];
    });
    expect(wrong).toEqual([]);
  });
});
