import { type DescribedTable, quoted } from "./described.ts";

const CLASSES = { text: "character", number: "numeric", flag: "integer", moment: "character" } as const;

/** read.R: every table of an export as a data frame, with types, UTC times and labels. An empty cell is NA. */
export function rScript(tables: readonly DescribedTable[]): string {
  return `# Reads the tables of this export. In its folder: source("read.R")
# An empty cell is NA, 0 is a value, flags are 1 and 0, times are UTC. A cell of another type stops with an error.

saydo_read <- function(name, classes, moments, labels) {
  file <- paste0(name, ".csv")
  if (!file.exists(file)) file <- Sys.glob(paste0("data/*_description-", gsub("[^A-Za-z0-9]", "", name), "_data.csv"))
  if (length(file) != 1) stop("The table ", name, " is not in this folder.")
  table <- read.csv(file, colClasses = classes, na.strings = "", fileEncoding = "UTF-8-BOM", check.names = FALSE)
  for (moment in moments) {
    read <- as.POSIXct(table[[moment]], format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
    if (any(is.na(read) & !is.na(table[[moment]]))) stop(name, ".", moment, " holds a time that cannot be read.")
    table[[moment]] <- read
  }
  for (column in names(labels)) attr(table[[column]], "label") <- labels[[column]]
  table
}

${tables.map(tableR).join("\n")}`;
}

function tableR({ name, columns }: DescribedTable): string {
  const vector = (parts: readonly string[]) => `c(${parts.join(", ")})`;
  const classes = columns.map((one) => `${quoted(one.name)} = "${CLASSES[one.type]}"`);
  const moments = columns.filter(({ type }) => type === "moment").map((one) => quoted(one.name));
  const labels = columns.map((one) => `${quoted(one.name)} = ${quoted(one.label)}`);
  return `${name} <- saydo_read(${quoted(name)}, ${vector(classes)},\n  ${vector(moments)},\n  ${vector(labels)})\n`;
}
