import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { parse } from "yaml";
import { withoutUnused } from "./experiments/browser/build/withoutUnused.ts";
import { tokensCss } from "./experiments/look/tokens.ts";
import { standalonePackage } from "./experiments/standalone/build.ts";

const browserFolder = resolve(import.meta.dirname, "experiments/browser");
const demoStudy = resolve(import.meta.dirname, "experiments/studies/coffee-brands/study.yaml");
/** What someone downloads before the first page can be read and answered, gzipped; the tasks follow meanwhile. */
const FIRST_PAGE_BYTES = 30_000;
const FIRST_TRIAL_BYTES = 60_000;

/** Puts the shared look in front of the participant's own stylesheet. */
function look(): Plugin {
  return {
    name: "saydo-look",
    enforce: "pre",
    transform: (code, id) => (id.endsWith("/browser/participant.css") ? tokensCss + code : null),
  };
}

const statedShared = "answers|itemTexts|parameters|period|scale|simulatedAnswers|statedTrial|wording";
const sortingShared = "cells|defaultAttributes|keys|sides|sortedTrial|stimuli|stimulusOrder|texts";
const everyTask =
  "elements|parametersHash|recordedBody|screenPlugin|taskOptions|clock/(?:inputClock|presentation|refreshRate|renderTimes|responses|simulatedTiming|visibility)";
/** Few files, so that they compress well: what every page needs, what every task needs, what the usual questions and
 *  what sorting tasks share, and one for each measure. */
const chunks = [
  [
    /\/experiments\/(?:contract|random)\/|\/browser\/(?:play\/efforts|play\/timelines|session\/understand|trustingSchemas|texts|pages\/(?:shell|element))\.ts$/,
    "base",
  ],
  [new RegExp(`/jspsych/|/plugins/(?:${everyTask})\\.ts$`), "tasks"],
  [
    new RegExp(
      `/measures/stated/(?:${statedShared})\\.ts$|/plugins/(?:items|rating)/(?:item|rating|simulatedItem)\\w*\\.ts$`,
    ),
    "questions",
  ],
  [new RegExp(`/measures/implicit/(?:${sortingShared})\\.ts$|/plugins/tasks/`), "sorting"],
  [/\/measures\//, (id: string) => measureAt(id)],
] as const;
const groups = chunks.map(([test, name], index) => {
  return { test, name, debugName: typeof name === "string" ? name : "measure", priority: chunks.length - index };
});

/** The measure a file belongs to; null for what measures share. */
function measureAt(path: string): string | null {
  return /\/measures\/\w+\/(\w+)\/\w+\.ts$/.exec(path)?.[1] ?? null;
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
          if (output.facadeModuleId?.endsWith("/index.html")) page.push(fileName);
          if (output.moduleIds.some((id) => id.endsWith("/takePart.ts") || wanted.has(measureAt(id) ?? "")))
            tasks.push(fileName);
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
  resolve: { alias: { zod: resolve(browserFolder, "trustingSchemas.ts") } },
  plugins: [look(), withoutUnused(), budgets(), standalonePackage(resolve(import.meta.dirname, "dist/measures"))],
  build: {
    outDir: resolve(import.meta.dirname, "dist/browser"),
    emptyOutDir: true,
    rolldownOptions: {
      input: ["index.html", "timing.html", "my.html"].map((name) => resolve(browserFolder, name)),
      // A schema that nobody uses need not be declared.
      treeshake: { manualPureFunctions: ["z"] },
      output: { codeSplitting: { groups } },
    },
    target: "es2023",
    modulePreload: false,
    // Inlined data would need a laxer content security policy.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    sourcemap: true,
  },
});
