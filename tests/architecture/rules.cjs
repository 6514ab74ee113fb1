/** One rule a sentence of docs/architecture.md, "Rules". */
module.exports = {
  forbidden: [
    {
      name: "contract-is-the-floor",
      severity: "error",
      from: { path: "^experiments/contract/" },
      to: { pathNot: ["^experiments/contract/", "node_modules/zod/"] },
    },
    {
      name: "measures-are-pure",
      severity: "error",
      from: { path: "^experiments/measures/", pathNot: "/timeline\\.ts$" },
      to: {
        pathNot: [
          "^experiments/(contract|measures|random)/",
          "node_modules/(zod|simple-statistics|pure-rand|@stdlib)/",
        ],
      },
    },
    {
      name: "tables-are-pure",
      severity: "error",
      from: { path: "^experiments/tables/" },
      to: { pathNot: ["^experiments/(contract|tables)/", "node_modules/zod/"] },
    },
    {
      // DuckDB also writes the server's Parquet files; csv-parse is the tests' second opinion.
      name: "one-reader",
      severity: "error",
      from: {
        pathNot:
          "^(experiments/tableFiles/|tests/|server/exports/parquet\\.ts|server/design/studyZip\\.ts|server/results/reportFile\\.ts|analysis/report/workbook\\.ts)",
      },
      to: { path: "node_modules/(fflate|sav-reader|csv-parse|@duckdb)/" },
    },
    {
      name: "no-measure-knows-another",
      severity: "error",
      from: { path: "^experiments/measures/([^/]+)/([^/]+)/" },
      to: { path: "^experiments/measures/[^/]+/[^/]+/", pathNot: "^experiments/measures/$1/$2/" },
    },
    {
      name: "timelines-are-for-the-browser",
      severity: "error",
      from: { pathNot: "^(experiments/(browser|standalone)/|tests/)" },
      to: { path: "^experiments/measures/.*/timeline\\.ts$" },
    },
    {
      name: "timelines-know-no-schemas",
      severity: "error",
      from: { path: "^experiments/measures/.*/(timeline|outline)\\.ts$" },
      to: {
        path: "^experiments/measures/.*/(measure|parameters|trial|settings|score\\w*)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "jspsych-only-in-browser",
      severity: "error",
      from: { path: "^(server|analysis|experiments/contract|experiments/studyFile)/|/measure\\.ts$" },
      to: { path: "node_modules/(jspsych|@jspsych)/", reachable: true },
    },
    {
      name: "siblings-do-not-meet",
      severity: "error",
      from: { path: "^(experiments/browser|experiments/standalone|server|analysis)/" },
      to: { path: "^(experiments/(browser|standalone|simulation)|server|analysis)/", pathNot: ["^$1/"] },
    },
    {
      name: "simulation-plays-the-browser-only",
      severity: "error",
      from: { path: "^experiments/simulation/" },
      to: { path: "^(server|analysis)/" },
    },
    {
      name: "only-main-knows-the-store",
      severity: "error",
      // A file is held by SQLite's own lock.
      from: { path: "^server/", pathNot: "^server/(main\\.ts|store/|database/|backup/|files/holdFile\\.ts)" },
      to: { path: "^server/(store|database|backup)/", pathNot: "^server/store/store\\.ts$" },
    },
    {
      name: "analysis-middle-is-pure",
      severity: "error",
      from: { path: "^analysis/(data/scoring|statistics|findings|power)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "report-comes-last",
      severity: "error",
      from: { path: "^analysis/(blocks|data|findings|plan|power|statistics)/" },
      to: { path: "^analysis/(report|commands)/" },
    },
    {
      name: "blocks-know-no-findings",
      severity: "error",
      from: { path: "^analysis/blocks/" },
      to: { path: "^analysis/", pathNot: "^analysis/blocks/" },
    },
    {
      name: "tests-and-fixtures-are-leaves",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^(tests|fixtures)/" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
