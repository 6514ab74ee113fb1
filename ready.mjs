// Makes a checkout ready: dependencies, build and, for tests, a browser and PostgreSQL. Needs nothing but Node itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMPS = join("node_modules", ".saydo");
const SOURCES = [
  "experiments",
  "server",
  "analysis",
  "tests",
  "saydo.ts",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
];
const goal = process.argv[2] ?? "start";

const say = (text) => console.error(`saydo · ${text}`);

function stop(text) {
  console.error(`\nsaydo · ${text}\n`);
  process.exit(1);
}

function run(command, args, advice) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (error || status !== 0) stop(advice);
}

function stampIs(name, value) {
  const file = join(STAMPS, name);
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

function stamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), value);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!isFit)
    stop(
      `Node ${process.versions.node} is too old or not a long-term release. Install Node 20.19, 22.13, 24 or newer.`,
    );
}

function installPackages() {
  const wanted = createHash("sha256")
    .update(readFileSync("package-lock.json"))
    .update(process.versions.modules)
    .digest("hex");
  if (stampIs("packages", wanted)) return;
  say("Installing packages (about a minute on a first start; Node 20 compiles the SQLite driver) …");
  run(
    "npm",
    ["ci", "--no-audit", "--no-fund"],
    "Packages could not be installed. Check the network, then run the command again.",
  );
  const isSqliteBuiltIn = Number(process.versions.node.split(".")[0]) >= 22;
  if (
    !isSqliteBuiltIn &&
    !existsSync(join("node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node"))
  ) {
    stop(
      "The SQLite driver could not be compiled on Node 20. Install python3, make and g++, or use Node 22.13 or newer.",
    );
  }
  stamp("packages", wanted);
}

function newestSource(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return `${path}:${info.mtimeMs}:${info.size};`;
  return readdirSync(path)
    .sort()
    .map((name) => newestSource(join(path, name)))
    .join("");
}

function build() {
  const wanted = createHash("sha256").update(SOURCES.filter(existsSync).map(newestSource).join("")).digest("hex");
  if (existsSync(join("dist", "saydo.js")) && stampIs("build", wanted)) return;
  say("Building …");
  run("npm", ["run", "--silent", "build"], "The build failed; the messages above say where.");
  stamp("build", wanted);
}

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

function hasBrowser() {
  return (
    Boolean(process.env.SAYDO_CHROMIUM && existsSync(process.env.SAYDO_CHROMIUM)) ||
    BROWSERS.some((path) => existsSync(path))
  );
}

function hasPostgres() {
  const root = "/usr/lib/postgresql";
  return existsSync(root) && readdirSync(root).some((version) => existsSync(join(root, version, "bin", "initdb")));
}

function installWithApt(name, packages, otherwise = "") {
  say(`Installing ${name} with apt …`);
  const advice = `${name} is missing and could not be installed. Install it by hand (Debian: apt-get install ${packages.join(" ")})${otherwise}.`;
  if (!existsSync("/usr/bin/apt-get")) stop(advice);
  const isRoot = process.getuid?.() === 0;
  const [command, first] = isRoot ? ["apt-get", []] : ["sudo", ["apt-get"]];
  run(command, [...first, "update", "-q"], advice);
  run(command, [...first, "install", "-y", "-q", "--no-install-recommends", ...packages], advice);
}

checkNode();
installPackages();
build();
if (goal === "test") {
  if (!existsSync("/usr/bin/cc")) installWithApt("A C compiler (for the power-cut test)", ["gcc", "libc6-dev"]);
  if (!hasBrowser())
    installWithApt("Chromium", ["chromium", "fonts-liberation"], ", or set SAYDO_CHROMIUM to a browser's path");
  if (!hasPostgres()) installWithApt("PostgreSQL", ["postgresql"]);
}
