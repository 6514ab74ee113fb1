/** What the browser's build leaves out, so that a phone on a slow line gets to its first question sooner. */

/** Modules no participant needs: jsPsych's list of English words and its generator of random numbers (ours is
 *  seeded by the session), the scoring of the timed tasks, simulated people, none of whom sit at a browser, and the words
 *  a task takes where a study names none: a published study has every default written out. Their exports stay, and say
 *  so when called. */
const unusedModules = [
  /\/(?:random-words\/index|seedrandom\/lib\/alea)\.js$/,
  /\/(?:plugins\/\w+|measures\/(?:stated|behavioural))\/simulated\w+\.ts$/,
];

/** Of jsPsych: sound, video and cameras, simulation, its own progress bar, keyboard (the tasks listen themselves, for the
 *  events' own times), its memory of rows (the outbox keeps them), Mechanical Turk, and chances nobody draws. Its core still calls what stands here. */
const unusedOfJsPsych: Readonly<Record<string, string>> = {
  "class AudioPlayer": "",
  "class DataCollection": "push() {}",
  "class DataColumn": "",
  "class KeyboardListenerAPI": "cancelAllKeyboardResponses() {}",
  "class MediaAPI": "",
  "class MigrationError extends Error": "",
  "class ProgressBar": "",
  "class SimulationAPI": "",
  "function JSON2CSV": "",
  "function factorial": "",
  "function randn_bm": "",
  "function sampleExGaussian": "",
  "function saveTextToFile": "",
  "function setSeed": "",
  "function shuffleNoRepeats": "",
  "function submitToTurk": "",
  "function turkInfo": "",
};

/** Vite's way of loading a chunk, which looks for style sheets of its own; here there is one, loaded with the page. */
const PRELOAD_HELPER = "\0vite/preload-helper.js";

const GONE = "() => { throw new RangeError('left out of the browser build (experiments/browser/build)'); }";

/** A Vite plugin. Stops the build when jsPsych no longer has a part that is to be left out. */
export function withoutUnused() {
  return {
    name: "saydo-without-unused",
    enforce: "pre" as const,
    transform(code: string, id: string) {
      if (id === PRELOAD_HELPER) return { code: "export const __vitePreload = (load) => load();", map: null };
      if (id.endsWith("/jspsych/dist/index.js")) return { code: jsPsychCore(code), map: null };
      return unusedModules.some((pattern) => pattern.test(id)) ? { code: emptied(code), map: null } : null;
    },
  };
}

function emptied(code: string): string {
  const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  return [...names.map((name) => `export const ${name} = ${GONE};`), `export default ${GONE};`].join("\n");
}

/** Empties top-level declarations of the bundled file, whose ends are the next `}` at the beginning of a line. */
function jsPsychCore(code: string): string {
  return Object.entries(unusedOfJsPsych).reduce((rest, [declaration, body]) => {
    const whole = new RegExp(`^(?:async )?${declaration}\\b([^\\n{]*)\\{\\n[\\s\\S]*?^\\}$`, "m");
    if (!whole.test(rest)) throw new RangeError(`jsPsych has no "${declaration}" any more: ${import.meta.url}`);
    return rest.replace(
      whole,
      declaration.startsWith("class") ? `${declaration.split(" extends")[0]} { ${body} }` : `${declaration}() {}`,
    );
  }, withoutMigration(code));
}

/** The explanations of names that jsPsych 6 had. */
function withoutMigration(code: string): string {
  return code
    .replace(/^window\.jsPsych = \{\n[\s\S]*?^\};$/m, "")
    .replace(/^ {4}this\.citation = \{\n[\s\S]*?^ {4}\};$/m, "");
}
