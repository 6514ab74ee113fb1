# Bootstrap replicates of the difference of two AUCs of the same people, by ranks.
args <- commandArgs(TRUE)
data <- read.csv(file.path(args[1], "scores.csv"))
replicates <- as.integer(args[2])

auc <- function(score, bought) {
  ranks <- rank(score)
  buyers <- sum(bought)
  (sum(ranks[bought == 1]) - buyers * (buyers + 1) / 2) / (buyers * (length(bought) - buyers))
}
difference <- function(rows) {
  bought <- data$outcome[rows]
  auc(data$first[rows], bought) - auc(data$second[rows], bought)
}

set.seed(1)
people <- nrow(data)
start <- proc.time()[["elapsed"]]
values <- vapply(seq_len(replicates), function(i) difference(sample.int(people, people, TRUE)), 0)
seconds <- proc.time()[["elapsed"]] - start
cat(sprintf("seconds %.6f\nse %.15g\ndifference %.17g\n", seconds, sd(values), difference(seq_len(people))))

if (requireNamespace("pROC", quietly = TRUE)) {
  first <- pROC::roc(data$outcome, data$first, quiet = TRUE, direction = "<")
  second <- pROC::roc(data$outcome, data$second, quiet = TRUE, direction = "<")
  start <- proc.time()[["elapsed"]]
  invisible(pROC::roc.test(first, second, method = "bootstrap", boot.n = replicates, progress = "none"))
  cat(sprintf("seconds_pROC %.6f\n", proc.time()[["elapsed"]] - start))
}
