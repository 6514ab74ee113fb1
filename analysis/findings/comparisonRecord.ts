/** Who was left at a step of the analysis. */
type FlowStep = { readonly step: string; readonly n: number };

/** What was compared, and by which version. */
export type Identity = {
  readonly data_sha256: string;
  readonly plan_sha256: string;
  readonly trials_sha256?: string;
  readonly version: string;
};

/** What every comparison says of itself, beside its findings. */
export type ComparisonRecord = {
  readonly flow?: readonly FlowStep[];
  readonly warnings?: readonly string[];
  readonly seed?: number;
} & Partial<Identity>;
