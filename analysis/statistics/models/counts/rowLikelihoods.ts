import {
  digamma,
  log1pExp,
  logGamma,
  logistic,
  negativeBinomialLogPmf,
  trigamma,
} from "../../numerics/specialFunctions.ts";

/** Log-likelihood of one row with its derivatives in the linear predictor (eta) and in the family's own parameter
 *  (tau); the latter are 0 for a family without one. */
export type RowTerms = {
  readonly value: number;
  readonly eta: number;
  readonly etaEta: number;
  readonly tau: number;
  readonly tauTau: number;
  readonly etaTau: number;
};

/** A distribution with mean (or untruncated mean) exp(eta). */
export type RowFamily = {
  /** Whether there is a parameter tau besides the coefficients. */
  readonly ancillary: "none" | "logSize" | "logitInflation";
  readonly termsAt: (outcome: number, eta: number, tau: number) => RowTerms;
};

const NO_TAU = { tau: 0, tauTau: 0, etaTau: 0 };

/** Poisson counts. */
export const poisson: RowFamily = { ancillary: "none", termsAt: poissonTerms };

/** Negative binomial counts, variance mu + mu²/size; tau is log size. */
export const negativeBinomial: RowFamily = { ancillary: "logSize", termsAt: negativeBinomialTerms };

/** Poisson counts of which zeros are never seen. */
export const truncatedPoisson: RowFamily = {
  ancillary: "none",
  termsAt: (count, eta) => {
    const mu = Math.exp(eta);
    const zero = { value: -mu, eta: -mu, etaEta: -mu, ...NO_TAU };
    return withoutZero(poissonTerms(count, eta), zero);
  },
};

/** Negative binomial counts of which zeros are never seen; tau is log size. */
export const truncatedNegativeBinomial: RowFamily = {
  ancillary: "logSize",
  termsAt: (count, eta, tau) => withoutZero(negativeBinomialTerms(count, eta, tau), negativeBinomialZero(eta, tau)),
};

/** Poisson counts of people of whom a share never buys; tau is the log odds of that share (Lambert 1992). */
export const zeroInflatedPoisson: RowFamily = {
  ancillary: "logitInflation",
  termsAt: (count, eta, tau) => {
    const mu = Math.exp(eta);
    const never = logistic(tau);
    if (count > 0) {
      const terms = poissonTerms(count, eta);
      return { ...terms, value: terms.value - log1pExp(tau), tau: -never, tauTau: -never * (1 - never) };
    }
    // The chance that this zero is somebody who never buys.
    const isNever = logistic(tau + mu);
    const spread = isNever * (1 - isNever);
    return {
      value: log1pExp(tau + mu) - mu - log1pExp(tau),
      eta: -mu * (1 - isNever),
      etaEta: -mu * (1 - isNever) + mu * mu * spread,
      tau: isNever - never,
      tauTau: spread - never * (1 - never),
      etaTau: mu * spread,
    };
  },
};

function poissonTerms(count: number, eta: number): RowTerms {
  const mu = Math.exp(eta);
  return { value: count * eta - mu - logGamma(count + 1), eta: count - mu, etaEta: -mu, ...NO_TAU };
}

function negativeBinomialTerms(count: number, eta: number, tau: number): RowTerms {
  const mu = Math.exp(eta);
  const size = Math.exp(tau);
  const both = size + mu;
  const bySize = digamma(count + size) - digamma(size) + Math.log(size / both) + 1 - (size + count) / both;
  const bySizeTwice = trigamma(count + size) - trigamma(size) + 1 / size - 2 / both + (size + count) / (both * both);
  return {
    value: negativeBinomialLogPmf(count, { size, mu }),
    eta: (size * (count - mu)) / both,
    etaEta: (-mu * size * (count + size)) / (both * both),
    tau: size * bySize,
    tauTau: size * size * bySizeTwice + size * bySize,
    etaTau: (size * mu * (count - mu)) / (both * both),
  };
}

// The log probability of a zero, with its derivatives.
function negativeBinomialZero(eta: number, tau: number): RowTerms {
  const mu = Math.exp(eta);
  const size = Math.exp(tau);
  const both = size + mu;
  const bySize = mu / both - Math.log1p(mu / size);
  return {
    value: -size * Math.log1p(mu / size),
    eta: (-size * mu) / both,
    etaEta: (-size * size * mu) / (both * both),
    tau: size * bySize,
    tauTau: (size * mu * mu) / (both * both) + size * bySize,
    etaTau: (-size * mu * mu) / (both * both),
  };
}

// Subtracts log(1 - P(0)), given the terms of log P(0).
function withoutZero(terms: RowTerms, zero: RowTerms): RowTerms {
  const odds = 1 / Math.expm1(-zero.value);
  const bend = odds * (1 + odds);
  return {
    value: terms.value - Math.log(-Math.expm1(zero.value)),
    eta: terms.eta + odds * zero.eta,
    etaEta: terms.etaEta + odds * zero.etaEta + bend * zero.eta * zero.eta,
    tau: terms.tau + odds * zero.tau,
    tauTau: terms.tauTau + odds * zero.tauTau + bend * zero.tau * zero.tau,
    etaTau: terms.etaTau + odds * zero.etaTau + bend * zero.eta * zero.tau,
  };
}
