import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { REPORT_SCHEMA_FILE } from "../schema/reportSchemaNow.ts";

// Renames every key of `compare --json` once, where its number is put into the results, and says who notices: the compiler,
// or the test that holds the published schema to the types. Run: npx tsc -b && node dist/tests/mutation/renamedKeys.js

type Place = {
  readonly key: string;
  readonly file: string;
  readonly at: number;
  readonly text: string;
  readonly literal: string;
};
type Definition = { readonly properties?: Readonly<Record<string, unknown>> };

const SUFFIX = "_renamed";
const root = process.cwd();
const copy = mkdtempSync(join(tmpdir(), "saydo-renamed-"));

try {
  for (const folder of ["analysis", "experiments", "tests", "tsconfig.json", "package.json"]) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  symlinkSync(join(root, "dist"), join(copy, "dist"));
  report();
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function report(): void {
  const schema: { readonly $defs: Readonly<Record<string, Definition>> } = JSON.parse(
    readFileSync(REPORT_SCHEMA_FILE, "utf8"),
  );
  const keys = [...new Set(Object.values(schema.$defs).flatMap(({ properties = {} }) => Object.keys(properties)))];
  const places = placesOf(keys);
  const compiled = new Set(rounds([...places.values()]).flatMap(killedByCompiler));
  const quiet = [...places.values()].filter(({ key }) => !compiled.has(key));
  const alone = quiet.filter((place) => apply([place], () => diagnostics() !== ""));
  const open = quiet.filter((place) => !alone.includes(place));
  const seen = open.filter((place) => apply([place], () => isSeenBySchema(place.key)));
  const survivors = open.filter((place) => !seen.includes(place)).map(({ key, file }) => `${key} (${file})`);
  const absent = keys.filter((key) => !places.has(key));
  process.stdout.write(
    `${keys.length} keys; ${places.size} renamed where their number is made, ${absent.length} are made elsewhere: ${absent.join(", ")}\n` +
      `compiler: ${compiled.size + alone.length}; schema test: ${seen.length}; nobody: ${survivors.length}\n${survivors.join("\n")}\n`,
  );
}

/** The first object literal of the arithmetic or the findings that sets each key. */
function placesOf(keys: readonly string[]): ReadonlyMap<string, Place> {
  const wanted = new Set(keys);
  const places = new Map<string, Place>();
  for (const folder of ["analysis/findings", "analysis/statistics"]) {
    const files = readdirSync(join(copy, folder), { recursive: true, encoding: "utf8" });
    for (const file of files
      .filter((name) => name.endsWith(".ts") && !/(Table|Figure|blocks|Words)\.ts$/i.test(name))
      .toSorted()) {
      const path = join(folder, file);
      const source = ts.createSourceFile(path, readFileSync(join(copy, path), "utf8"), ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        if ((ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && ts.isIdentifier(node.name)) {
          const key = node.name.text;
          const text = ts.isPropertyAssignment(node) ? `${key}${SUFFIX}` : `${key}${SUFFIX}: ${key}`;
          const literal = `${path}:${node.parent.getStart()}`;
          if (wanted.has(key) && !places.has(key) && ts.isObjectLiteralExpression(node.parent)) {
            places.set(key, { key, file: path, at: node.name.getStart(), text, literal });
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return places;
}

/** One key of each literal at a time: the compiler names the first that is wrong. */
function rounds(places: readonly Place[]): readonly (readonly Place[])[] {
  const byLiteral = new Map<string, Place[]>();
  for (const place of places) byLiteral.set(place.literal, [...(byLiteral.get(place.literal) ?? []), place]);
  const most = Math.max(...[...byLiteral.values()].map((group) => group.length));
  return Array.from({ length: most }, (_, at) => [...byLiteral.values()].flatMap((group) => group[at] ?? []));
}

function killedByCompiler(places: readonly Place[]): readonly string[] {
  return apply(places, () => {
    const told = diagnostics();
    return places
      .map(({ key }) => key)
      .filter((key) => told.includes(`'${key}'`) || told.includes(`'${key}${SUFFIX}'`));
  });
}

function apply<T>(places: readonly Place[], look: () => T): T {
  const texts = new Map(
    [...new Set(places.map(({ file }) => file))].map((file) => [file, readFileSync(join(copy, file), "utf8")]),
  );
  for (const [file, text] of texts) {
    const changed = places
      .filter((place) => place.file === file)
      .toSorted((a, b) => b.at - a.at)
      .reduce((so, { at, key, text: put }) => so.slice(0, at) + put + so.slice(at + key.length), text);
    writeFileSync(join(copy, file), changed);
  }
  const found = look();
  for (const [file, text] of texts) writeFileSync(join(copy, file), text);
  return found;
}

function diagnostics(): string {
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["-p", "analysis", "--noEmit", "--pretty", "false"],
    {
      cwd: copy,
      encoding: "utf8",
      maxBuffer: 1e9,
    },
  );
  return stdout;
}

function isSeenBySchema(key: string): boolean {
  const script = `import("${join(root, "dist/tests/schema/reportSchemaNow.js")}").then(({ reportSchemaNow }) => process.stdout.write(JSON.stringify(reportSchemaNow())))`;
  const now = execFileSync(process.execPath, ["-e", script], { cwd: copy, encoding: "utf8", maxBuffer: 1e9 });
  return now.includes(`"${key}${SUFFIX}"`);
}
