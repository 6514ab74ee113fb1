/** What Vite adds to modules that it builds. */
interface ImportMeta {
  readonly glob: <Module>(pattern: string) => Readonly<Record<string, () => Promise<Module>>>;
}
