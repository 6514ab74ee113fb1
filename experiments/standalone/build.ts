import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build, type InlineConfig, type Plugin } from "vite";
import { tokensCss } from "../look/tokens.ts";

const here = import.meta.dirname;
const styles = ["../plugins/plugins.css", "../plugins/rating/rating.css"];

/** Builds the package entry into `outDir`: `measures.js` for bundlers, `measures.iife.js` for a script element (global
 *  `saydoMeasures`, beside jsPsych's own `jspsych.js`), `measures.css`, the example and the gallery. The pages need no
 *  server: they open from the folder as they are. */
export async function buildStandalone(outDir: string): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  await build(bundleOf({ outDir, entry: "measures", formats: ["es", "iife"], name: "saydoMeasures" }));
  await build(bundleOf({ outDir, entry: "gallery/gallery", formats: ["iife"], name: "saydoGallery" }));
  const jspsych = createRequire(import.meta.url).resolve("jspsych");
  copyFileSync(join(jspsych, "..", "index.browser.min.js"), join(outDir, "jspsych.js"));
  const sheets = styles.map((path) => readFileSync(join(here, path), "utf8"));
  writeFileSync(join(outDir, "measures.css"), [tokensCss, ...sheets].join("\n"));
  for (const page of ["example.html", "gallery/gallery.html", "gallery/gallery.css"]) {
    copyFileSync(join(here, page), join(outDir, page.replace("gallery/", "")));
  }
}

type Bundle = {
  readonly outDir: string;
  readonly entry: string;
  readonly formats: ("es" | "iife")[];
  readonly name: string;
};

/** jsPsych stays outside, so that an experiment has one of it. */
function bundleOf({ outDir, entry, formats, name }: Bundle): InlineConfig {
  const file = entry.split("/").at(-1) ?? entry;
  return {
    configFile: false,
    logLevel: "warn",
    root: here,
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2023",
      sourcemap: true,
      lib: {
        entry: join(here, `${entry}.ts`),
        formats,
        name,
        fileName: (format) => (format === "es" ? `${file}.js` : `${file}.iife.js`),
      },
      rolldownOptions: { external: ["jspsych"], output: { globals: { jspsych: "jsPsychModule" } } },
    },
  };
}

/** Builds the package entry beside the participant's pages. */
export function standalonePackage(outDir: string): Plugin {
  return { name: "saydo-standalone", apply: "build", closeBundle: () => buildStandalone(outDir) };
}
