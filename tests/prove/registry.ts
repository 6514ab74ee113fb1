import { browserProofs } from "./browserProofs.ts";
import { noSignedInRequestBreaks } from "./malformed/noSignedInRequestBreaks.ts";
import type { Proof } from "./proof.ts";
import { proofs as serverProofs } from "./proofs.ts";
import { statisticsProofs } from "./statistics/proofs.ts";
import { recoveryProofs } from "./support/recoveryProof.ts";
import { acceptedCanBeRead } from "./unlucky/acceptedCanBeRead.ts";
import { erasureBesideExport } from "./unlucky/erasureBesideExport.ts";
import { killedCommandsLeaveWholeStores } from "./unlucky/killedCommandsLeaveWholeStores.ts";
import { requestsAreCheap } from "./unlucky/requestsAreCheap.ts";
import { rightPeopleAreAskedAgain } from "./unlucky/rightPeopleAreAskedAgain.ts";
import { suspendedServerHoldsNobody } from "./unlucky/suspendedServerHoldsNobody.ts";
import { winnersListedOnce } from "./unlucky/winnersListedOnce.ts";
import { wrongClockAfterCrash } from "./unlucky/wrongClockAfterCrash.ts";

/** Everything `npm run prove` can show: what the server, the browser, the statistics and the whole chain promise. */
export const proofs: readonly Proof[] = [
  ...serverProofs,
  // Hundreds of processes, each killed: for `npm run prove` alone.
  noSignedInRequestBreaks,
  acceptedCanBeRead,
  killedCommandsLeaveWholeStores,
  suspendedServerHoldsNobody,
  erasureBesideExport,
  requestsAreCheap,
  wrongClockAfterCrash,
  winnersListedOnce,
  rightPeopleAreAskedAgain,
  ...browserProofs,
  ...statisticsProofs,
  ...recoveryProofs,
];
