import { carelessIsFlagged } from "./answers/carelessIsFlagged.ts";
import { cellsFillEvenly } from "./answers/cellsFillEvenly.ts";
import { codesAreEarned } from "./answers/codesAreEarned.ts";
import { editsAreRefused } from "./answers/editsAreRefused.ts";
import { idIsNoKey } from "./answers/idIsNoKey.ts";
import { madeUpPeopleCloseNoQuota } from "./answers/madeUpPeopleCloseNoQuota.ts";
import { onePersonOneSession } from "./answers/onePersonOneSession.ts";
import { panelsAreServed } from "./answers/panelsAreServed.ts";
import { scriptsAreFlagged } from "./answers/scriptsAreFlagged.ts";
import { codeMeansStored } from "./delivered/codeMeansStored.ts";
import { hostileNetworkDelivers } from "./delivered/hostileNetworkDelivers.ts";
import { missingTrialsAreSeen } from "./delivered/missingTrialsAreSeen.ts";
import { crashLosesNothing } from "./kept/crashLosesNothing.ts";
import { databaseRestartCostsARetry } from "./kept/databaseRestartCostsARetry.ts";
import { failedSyncIsSeen } from "./kept/failedSyncIsSeen.ts";
import { fullDiskIsAPause } from "./kept/fullDiskIsAPause.ts";
import { logStaysBounded } from "./kept/logStaysBounded.ts";
import { powerCutLosesNothing } from "./kept/powerCutLosesNothing.ts";
import { retryStoresOnce } from "./kept/retryStoresOnce.ts";
import { sharedServersAgree } from "./kept/sharedServersAgree.ts";
import { badTrialCostsNoGoodOne } from "./malformed/badTrialCostsNoGoodOne.ts";
import { noForeignFileIsRead } from "./malformed/noForeignFileIsRead.ts";
import { noRequestBreaks } from "./malformed/noRequestBreaks.ts";
import { nothingBecomesAQuery } from "./malformed/nothingBecomesAQuery.ts";
import { numbersKeepEveryBit } from "./malformed/numbersKeepEveryBit.ts";
import { smallToSendLargeToRead } from "./malformed/smallToSendLargeToRead.ts";
import { textComesOutAsItWentIn } from "./malformed/textComesOutAsItWentIn.ts";
import { exportHurtsNobody } from "./manyAtOnce/exportHurtsNobody.ts";
import { exportsEqualTheStore } from "./manyAtOnce/exportsEqualTheStore.ts";
import { floodHurtsNobodyElse } from "./manyAtOnce/floodHurtsNobodyElse.ts";
import { hoursGrowNothing } from "./manyAtOnce/hoursGrowNothing.ts";
import { overloadIsRefused } from "./manyAtOnce/overloadIsRefused.ts";
import { panelAtOnce } from "./manyAtOnce/panelAtOnce.ts";
import { slowConnectionsClose } from "./manyAtOnce/slowConnectionsClose.ts";
import { backupUnderLoad } from "./operations/backupUnderLoad.ts";
import { copyLosesASecond } from "./operations/copyLosesASecond.ts";
import { downgradeIsRefused } from "./operations/downgradeIsRefused.ts";
import { earlierStoresOpen } from "./operations/earlierStoresOpen.ts";
import { noUpgradeFillsTheDisk } from "./operations/noUpgradeFillsTheDisk.ts";
import { readinessIsTrue } from "./operations/readinessIsTrue.ts";
import { restoreIsEqual } from "./operations/restoreIsEqual.ts";
import { stopAnswersAll } from "./operations/stopAnswersAll.ts";
import { storeMoves } from "./operations/storeMoves.ts";
import { backupBringsNobodyBack } from "./privacy/backupBringsNobodyBack.ts";
import { erasedLeaveTheAnalysis } from "./privacy/erasedLeaveTheAnalysis.ts";
import { erasureRemovesEveryByte } from "./privacy/erasureRemovesEveryByte.ts";
import { noAddressIsStored } from "./privacy/noAddressIsStored.ts";
import { noDirectIdentifier } from "./privacy/noDirectIdentifier.ts";
import { noScoreBesideIdentity } from "./privacy/noScoreBesideIdentity.ts";
import { noSmallGroupShows } from "./privacy/noSmallGroupShows.ts";
import { noTrialWithoutConsent } from "./privacy/noTrialWithoutConsent.ts";
import { ownDataByCode } from "./privacy/ownDataByCode.ts";
import { panelIdsExpire } from "./privacy/panelIdsExpire.ts";
import type { Proof } from "./proof.ts";
import { auditShowsChanges } from "./security/auditShowsChanges.ts";
import { guessingIsSlow } from "./security/guessingIsSlow.ts";
import { headersEverywhere } from "./security/headersEverywhere.ts";
import { noCellIsAFormula } from "./security/noCellIsAFormula.ts";
import { noSecretLeaks } from "./security/noSecretLeaks.ts";
import { nothingSaidIsRun } from "./security/nothingSaidIsRun.ts";
import { otherOriginsChangeNothing } from "./security/otherOriginsChangeNothing.ts";
import { packagesAreFew } from "./security/packagesAreFew.ts";
import { passwordsAreHashed } from "./security/passwordsAreHashed.ts";
import { rolesHold } from "./security/rolesHold.ts";
import { serverConnectsToNobody } from "./security/serverConnectsToNobody.ts";
import { sessionsEnd } from "./security/sessionsEnd.ts";
import { tokensOpenOneSession } from "./security/tokensOpenOneSession.ts";

/** Every row of the target table that a program here shows. */
export const proofs: readonly Proof[] = [
  crashLosesNothing,
  retryStoresOnce,
  powerCutLosesNothing,
  fullDiskIsAPause,
  failedSyncIsSeen,
  databaseRestartCostsARetry,
  sharedServersAgree,
  logStaysBounded,
  hostileNetworkDelivers,
  missingTrialsAreSeen,
  codeMeansStored,
  panelAtOnce,
  overloadIsRefused,
  slowConnectionsClose,
  exportHurtsNobody,
  exportsEqualTheStore,
  floodHurtsNobodyElse,
  hoursGrowNothing,
  noRequestBreaks,
  badTrialCostsNoGoodOne,
  smallToSendLargeToRead,
  textComesOutAsItWentIn,
  numbersKeepEveryBit,
  nothingBecomesAQuery,
  noForeignFileIsRead,
  rolesHold,
  tokensOpenOneSession,
  sessionsEnd,
  otherOriginsChangeNothing,
  nothingSaidIsRun,
  noCellIsAFormula,
  serverConnectsToNobody,
  packagesAreFew,
  guessingIsSlow,
  passwordsAreHashed,
  headersEverywhere,
  noSecretLeaks,
  auditShowsChanges,
  erasureRemovesEveryByte,
  backupBringsNobodyBack,
  ownDataByCode,
  noTrialWithoutConsent,
  noAddressIsStored,
  noDirectIdentifier,
  panelIdsExpire,
  noSmallGroupShows,
  erasedLeaveTheAnalysis,
  noScoreBesideIdentity,
  backupUnderLoad,
  restoreIsEqual,
  copyLosesASecond,
  earlierStoresOpen,
  noUpgradeFillsTheDisk,
  downgradeIsRefused,
  stopAnswersAll,
  readinessIsTrue,
  storeMoves,
  onePersonOneSession,
  editsAreRefused,
  carelessIsFlagged,
  scriptsAreFlagged,
  panelsAreServed,
  cellsFillEvenly,
  idIsNoKey,
  codesAreEarned,
  madeUpPeopleCloseNoQuota,
];
