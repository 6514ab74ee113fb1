import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { parse } from "yaml";
import { tokensCss } from "./experiments/look/tokens.ts";
import { standalonePackage } from "./experiments/standalone/build.ts";

const browserFolder = resolve(import.meta.dirname, "experiments/browser");
const demoStudy = resolve(import.meta.dirname, "experiments/studies/coffee-brands/study.yaml");
/** What someone downloads before the first page can be read and answered, gzipped; the tasks follow meanwhile. */
const FIRST_PAGE_BYTES = 60_000;
const FIRST_TRIAL_BYTES = 100_000;

/** Puts the shared look in front of the participant's own stylesheet. */
function look(): Plugin {
  return {
    name: "saydo-look",
    enforce: "pre",
    transform: (code, id) => (id.endsWith("/browser/participant.css") ? tokensCss + code : null),
  };
}

/** jsPsych brings a list of English words for `randomWords`, which no measure uses, and zod its writer of JSON Schema,
 *  which only the server needs; together a fifth of the first load. Their functions stay, and say so when called. */
const unused = [/\/random-words\/index\.js$/, /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/];

function withoutUnused(): Plugin {
  const gone = "() => { throw new RangeError('left out of the browser build (vite.config.ts)'); }";
  return {
    name: "saydo-without-unused",
    enforce: "pre",
    transform(code, id) {
      if (!unused.some((pattern) => pattern.test(id))) return null;
      const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name);
      const kept = names.map((name) => `export const ${name} = ${gone};`);
      return { code: [...kept, `export default ${gone};`].join("\n"), map: null };
    },
  };
}

type Emitted = {
  readonly fileName: string;
  readonly content: string | Uint8Array;
  readonly imports: readonly string[];
};

/** Adds up what is downloaded before the first page and before the first trial of the demo study; prints both sums and
 *  refuses larger ones. */
function budgets(): Plugin {
  return {
    name: "saydo-budgets",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page: string[] = [];
        const tasks: string[] = [];
        const files = new Map<string, Emitted>();
        const wanted = measuresOf(demoStudy);
        for (const output of Object.values(bundle)) {
          const { fileName } = output;
          if (output.type === "asset") {
            files.set(fileName, { fileName, content: output.source, imports: [] });
            if (fileName === "index.html" || fileName.endsWith(".css")) page.push(fileName);
            continue;
          }
          files.set(fileName, { fileName, content: output.code, imports: output.imports });
          const from = output.facadeModuleId ?? "";
          const measure = /\/measures\/\w+\/(\w+)\/(?:timeline|measure)\.ts$/.exec(from)?.[1];
          if (from.endsWith("/index.html")) page.push(fileName);
          if (from.endsWith("/takePart.ts") || (measure !== undefined && wanted.has(measure))) tasks.push(fileName);
        }
        const told = [
          { name: "first page", bytes: gzippedSize(closure(page, files)), most: FIRST_PAGE_BYTES },
          {
            name: "before the demo's first trial",
            bytes: gzippedSize(closure([...page, ...tasks], files)),
            most: FIRST_TRIAL_BYTES,
          },
        ];
        for (const { name, bytes, most } of told) {
          this.info(`${name}: ${bytes} B gzipped of ${most} B allowed`);
          if (bytes > most) this.error(`${name}: ${bytes - most} B over the budget`);
        }
      },
    },
  };
}

function gzippedSize(files: readonly Emitted[]): number {
  return files.reduce((sum, { content }) => sum + gzipSync(content).length, 0);
}

function closure(starts: readonly string[], files: ReadonlyMap<string, Emitted>): readonly Emitted[] {
  const seen = new Map<string, Emitted>();
  const visit = (fileName: string): void => {
    const file = files.get(fileName);
    if (!file || seen.has(fileName)) return;
    seen.set(fileName, file);
    file.imports.forEach(visit);
  };
  starts.forEach(visit);
  return [...seen.values()];
}

type Written = { readonly flow: readonly { readonly measures: readonly { readonly measure: string }[] }[] };

function measuresOf(file: string): ReadonlySet<string> {
  if (!existsSync(file)) throw new RangeError(`the demo study is missing: ${file}`);
  // The build only reads names here; the study file itself is checked by its own tests.
  const { flow } = parse(readFileSync(file, "utf8")) as Written;
  return new Set(flow.flatMap(({ measures }) => measures.map(({ measure }) => measure)));
}

export default defineConfig({
  root: browserFolder,
  base: "/",
  publicDir: false,
  plugins: [look(), withoutUnused(), budgets(), standalonePackage(resolve(import.meta.dirname, "dist/measures"))],
  build: {
    outDir: resolve(import.meta.dirname, "dist/browser"),
    emptyOutDir: true,
    rolldownOptions: { input: ["index.html", "timing.html"].map((name) => resolve(browserFolder, name)) },
    target: "es2023",
    modulePreload: false,
    // Inlined data would need a laxer content security policy.
    assetsInlineLimit: 0,
    sourcemap: true,
  },
});
