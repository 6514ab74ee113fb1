/** Says on stderr what was inferred while a table was read, a line each. */
export function tellNotes(file: string, notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`note: ${file}: ${note}\n`);
}
