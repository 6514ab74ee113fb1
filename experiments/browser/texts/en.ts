/** Every word of the participant's pages in English; the other languages follow its shape. Words inside a task belong
 *  to its measure. */
export const en = {
  chooseLanguage: "Language",
  continue: "Continue",
  back: "Back",
  tryAgain: "Try again",
  progressLabel: "Progress",
  progress: (done: number, of: number) => `${done} of ${of}`,
  minutesLeft: (minutes: number) => (minutes <= 1 ? "about a minute left" : `about ${minutes} minutes left`),
  unsent: (n: number) => (n === 1 ? "1 answer not sent yet" : `${n} answers not sent yet`),
  offline: "No connection. You can go on; your answers are kept on this device until it is back.",
  notKept: "This browser keeps nothing on the device, so leave this page open until the end.",

  welcome: {
    by: (name: string) => `A study by ${name}`,
    paidBy: (sponsor: string) => `Paid for by ${sponsor}`,
    minutes: (minutes: number) => (minutes <= 1 ? "About a minute" : `About ${minutes} minutes`),
    anyDevice: "By keyboard, mouse or touch",
    stopAnyTime: "You can stop at any moment",
    aboutTitle: "About this study",
    timedPart: "One part asks you to sort words quickly. If you cannot do that, you can leave it out when it comes.",
    takePartTitle: "Taking part",
    age: (years: number) => `I am ${years} years or older.`,
    takePart: "I have read this and I want to take part.",
    explicit: "I also agree to this:",
    choicesTitle: "Your choice",
    choicesHelp: "Each one is up to you. It changes nothing about what you are shown or paid.",
    linkPurchases: "My answers may be compared with what I buy afterwards, as described above.",
    linkHistory: "They may also be compared with what I bought before today.",
    recontact: "I may be contacted again about this research.",
    shareData: "My answers may be shared with other researchers, without anything that says who I am.",
    contact: (contact: string) => `Questions? ${contact}`,
    version: (version: string) => `Consent text, version ${version}`,
    start: "Start",
    decline: "I would rather not",
    missing: "Please tick this to take part, or choose “I would rather not”.",
    changed: "The text of this study has changed since you opened it. Please read it again.",
    starting: "Getting everything ready …",
  },
  declined: {
    title: "That is quite all right",
    text: "You have not taken part and nothing about you was kept. Thank you for considering it.",
    reconsider: "I have changed my mind",
  },
  resume: {
    title: "Welcome back",
    text: (done: number, of: number) =>
      `You were at step ${done} of ${of}. Everything you answered before is still there.`,
    continue: "Go on where I was",
    anew: "I am someone else",
  },
  part: {
    titles: {
      screening: "First, a few questions",
      stated: "A few questions",
      implicit: "A sorting task",
      behavioural: "Some choices",
    },
    minutes: (minutes: number) =>
      minutes <= 1 ? "This takes about a minute." : `This takes about ${minutes} minutes.`,
    pause: "Take a short break if you like. Nothing is timed on this page.",
    stated: "Next are some questions. Choose the answer that fits you best; there are no right answers.",
    screening: "First a few questions to see whether this study suits you.",
    behavioural: "Next you make some choices.",
    implicit:
      "Next you sort words as quickly as you can while making few mistakes. Sit comfortably and avoid interruptions.",
    cannot: "I cannot do a timed task",
  },
  skip: {
    title: "Leave out the timed part",
    text: "That is fine, and it changes nothing for you. Which reason fits best? It helps us understand our data.",
    screenReader: "I use a screen reader",
    movement: "Pressing keys or tapping quickly is difficult for me",
    sight: "Reading quickly is difficult for me",
    noReason: "Another reason, or I would rather not say",
    confirm: "Leave it out",
  },
  stop: {
    button: "Stop",
    title: "Do you want to stop?",
    text: "You need not give a reason, and it changes nothing about what you are paid.",
    erase: "Stop and erase my answers",
    keep: "Stop, but keep my answers so far",
    goOn: "Go on with the study",
    working: "Telling the study …",
    waiting: "There is no connection. Please leave this page open; your wish is passed on as soon as it is back.",
    erasedTitle: "You have stopped and your answers are erased",
    erasedText: "Nothing you answered is left, neither with the study nor on this device.",
    keptTitle: "You have stopped",
    keptText: "What you answered so far is kept, as you asked. Thank you.",
    begunElsewhere: (contact: string) =>
      `Nothing more is stored. You began on another device: to have those answers erased, please write to ${contact}.`,
  },
  sending: {
    title: "Almost there",
    text: (n: number) =>
      n === 1
        ? "One answer is still on its way. Please leave this page open."
        : `${n} answers are still on their way. Please leave this page open.`,
    away: "There is no connection to the study at the moment. We keep trying; you lose nothing.",
    rescueHelp:
      "If it does not come back, save this sealed file and send it to the researcher. Only the study can open it.",
    rescue: "Save my answers as a file",
  },
  end: {
    title: "Thank you",
    stored: "All your answers are stored.",
    code: "Your completion code",
    copy: "Copy",
    copied: "Copied",
    goBack: "Finish and go back",
    debriefTitle: "What this study was about",
    timedTask:
      "The timed task measures, on average over many people, how closely things go together in the mind. The result of a single person is uncertain.",
    withdrawalTitle: "If you change your mind later",
    withdrawal: (contact: string) =>
      `Open your data below and keep its link, or write to ${contact} and mention the code above; your answers are then erased.`,
    ownData: "Your data: see, download or erase them",
    leave: "You can close this page now.",
  },
  gates: {
    closedTitle: "This study is closed",
    closed: "It takes no more answers. Thank you for your interest.",
    pausedTitle: "This study is paused",
    paused: "It is not taking answers at the moment. Please try again later.",
    fullTitle: "Enough people have taken part",
    full: "The study has all the answers it needs. Thank you for your interest.",
    doneTitle: "You have already taken part",
    done: "Each person can take part once. If you have not finished, go on in the browser and on the device where you began. If it was not you, please write to whoever invited you.",
    spentTitle: "This link has been used",
    spent:
      "Each link works for one person. If it was you who used it, open it on the same device, or ask for a new one.",
    unknownTitle: "There is no study here",
    unknown: "Please check the address you were given.",
    noPanelTitle: "Something is missing from this link",
    noPanel: "Please open the study from the page where you found it, so that we know where to send your completion.",
    unfinishedTitle: "Something is still missing",
    unfinished: (contact: string) =>
      `Your answers are stored, but the study did not get all of them, so there is no completion code yet. Please write to ${contact}.`,
    previewTitle: "This is only a preview",
    preview: "Accept the task first; the study then opens here.",
    awayTitle: "We cannot reach the study",
    away: "Please check your connection. We keep trying by ourselves.",
    otherTabTitle: "The study is open in another tab",
    otherTab: "Go on there, or move it to this one.",
    otherTabHere: "Move it here",
    movedTitle: "The study has moved",
    moved: "You went on in another tab or on another device. You can close this page.",
    faultTitle: "Something went wrong on our side",
    fault: (id: string) =>
      `What you answered before is safe. Reload the page to go on. If it happens again, tell the researcher this number: ${id}`,
    keyboardTitle: "This study needs a keyboard",
    keyboard:
      "If this device has one, press the space bar to go on. If it has not, please open the study on a computer.",
    ineligibleTitle: "Thank you, that was all",
    ineligible:
      "This study looks for people with other answers, so it has no further questions for you. You can close this page.",
    screenTitle: "This screen is too small",
    screen: "Please make the window larger or the letters smaller, turn the device, or use another one.",
  },
};

export type Texts = { readonly [Key in keyof typeof en]: (typeof en)[Key] };
