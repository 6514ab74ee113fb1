/** The newest line of the audit: its number and hash. */
export type AuditHead = { readonly seq: number; readonly hash: string };

/** A head as it is printed: its number and hash. */
export function headOf(text: string): AuditHead | undefined {
  const [, seq, hash] = /^(\d{1,15})[ :]([0-9a-f]{64})(?: \S+)?$/.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}
