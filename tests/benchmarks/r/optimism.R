# Harrell's optimism bootstrap of a logistic model over given resamples, by glm.fit.
args <- commandArgs(TRUE)
data <- read.csv(file.path(args[1], "people.csv"))
resamples <- as.integer(args[2])
people <- nrow(data)
indices <- matrix(read.csv(file.path(args[1], "indices.csv"))$row + 1L, nrow = people)
outcome <- data$outcome
design <- cbind(1, as.matrix(data[setdiff(names(data), "outcome")]))
logit <- binomial()

performance <- function(beta, x, y) {
  eta <- drop(x %*% beta)
  p <- plogis(eta)
  n <- length(y)
  buyers <- sum(y)
  base <- buyers / n
  ranks <- rank(p)
  loglik <- sum(log(ifelse(y == 1, p, 1 - p)))
  nullLoglik <- buyers * log(base) + (n - buyers) * log(1 - base)
  line <- glm.fit(cbind(1, eta), y, family = logit)$coefficients
  c(
    auc = (sum(ranks[y == 1]) - buyers * (buyers + 1) / 2) / (buyers * (n - buyers)),
    brier = mean((p - y)^2),
    nagelkerke = (1 - exp(2 * (nullLoglik - loglik) / n)) / (1 - exp(2 * nullLoglik / n)),
    tjur = mean(p[y == 1]) - mean(p[y == 0]),
    logLoss = -loglik / n,
    slope = unname(line[2]),
    intercept = unname(line[1])
  )
}
fit <- function(rows) glm.fit(design[rows, ], outcome[rows], family = logit)$coefficients

start <- proc.time()[["elapsed"]]
gaps <- vapply(seq_len(resamples), function(b) {
  rows <- indices[, b]
  beta <- fit(rows)
  performance(beta, design[rows, ], outcome[rows]) - performance(beta, design, outcome)
}, numeric(7))
corrected <- performance(fit(seq_len(people)), design, outcome) - rowMeans(gaps)
seconds <- proc.time()[["elapsed"]] - start
cat(sprintf("seconds %.6f\n", seconds))
cat(sprintf("%s %.17g\n", names(corrected), corrected), sep = "")
