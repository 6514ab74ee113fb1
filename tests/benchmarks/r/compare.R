# The heavy parts of a comparison of persons x products, by glm.fit and ranks; the mixed logit by lme4 where it is
# installed. Less than the whole: no calibration, decision curve, missing data, errors in variables, or report sections.
args <- commandArgs(TRUE)
data <- read.csv(file.path(args[1], "people.csv"))
resamples <- as.integer(args[2])
subsetResamples <- as.integer(args[3])
logit <- binomial()
outcome <- data$bought
persons <- unname(split(seq_along(outcome), data$person))
floor <- cbind(1, data$product == 1, data$product == 2)
design <- function(columns) cbind(floor, as.matrix(data[columns]))
stated <- c("recommend", "intent")
models <- list(stated = stated, implicit = "association", full = c(stated, "association"))
designs <- lapply(models, design)

fit <- function(x, y) glm.fit(x, y, family = logit)
loglik <- function(x, y) -fit(x, y)$deviance / 2
auc <- function(score, y) {
  buyers <- sum(y)
  (sum(rank(score)[y == 1]) - buyers * (buyers + 1) / 2) / (buyers * (length(y) - buyers))
}
performance <- function(beta, x, y) {
  eta <- drop(x %*% beta)
  p <- plogis(eta)
  n <- length(y)
  base <- mean(y)
  ll <- sum(log(ifelse(y == 1, p, 1 - p)))
  null <- n * (base * log(base) + (1 - base) * log(1 - base))
  line <- fit(cbind(1, eta), y)$coefficients
  c(auc(p, y), mean((p - y)^2), (1 - exp(2 * (null - ll) / n)) / (1 - exp(2 * null / n)),
    mean(p[y == 1]) - mean(p[y == 0]), -ll / n, unname(line))
}
draw <- function() unlist(persons[sample.int(length(persons), length(persons), TRUE)])

# Variance of an AUC whose rows belong to persons (Obuchowski 1997).
clusteredSe <- function(score) {
  y <- outcome
  m <- sum(y)
  n <- sum(1 - y)
  all <- rank(score)
  within <- numeric(length(y))
  within[y == 1] <- rank(score[y == 1])
  within[y == 0] <- rank(score[y == 0])
  theta <- auc(score, y)
  part <- numeric(length(y))
  part[y == 1] <- (all - within)[y == 1] / n - theta
  part[y == 0] <- 1 - (all - within)[y == 0] / m - theta
  a <- vapply(persons, function(rows) sum(part[rows][y[rows] == 1]), 0)
  b <- vapply(persons, function(rows) sum(part[rows][y[rows] == 0]), 0)
  scale <- function(k) k / (k - 1)
  buying <- sum(vapply(persons, function(rows) any(y[rows] == 1), TRUE))
  other <- sum(vapply(persons, function(rows) any(y[rows] == 0), TRUE))
  both <- 2 * scale(length(persons)) * sum(a * b) / (m * n)
  sqrt(scale(buying) * sum(a^2) / m^2 + scale(other) * sum(b^2) / n^2 + both)
}

set.seed(1)
start <- proc.time()[["elapsed"]]
chi2 <- 2 * (loglik(designs$full, outcome) - loglik(designs$stated, outcome))
se <- clusteredSe(data$association)
for (column in stated) clusteredSe(data[[column]])

corrected <- vapply(c("full", "stated"), function(name) {
  x <- designs[[name]]
  gaps <- vapply(seq_len(resamples), function(i) {
    rows <- draw()
    beta <- fit(x[rows, ], outcome[rows])$coefficients
    performance(beta, x[rows, ], outcome[rows]) - performance(beta, x, outcome)
  }, numeric(7))
  performance(fit(x, outcome)$coefficients, x, outcome)[1] - mean(gaps[1, ])
}, 0)

differences <- vapply(seq_len(resamples), function(i) {
  rows <- draw()
  auc(data$association[rows], outcome[rows]) - auc(data$intent[rows], outcome[rows])
}, 0)

subsets <- lapply(0:7, function(bits) c(stated, "association")[bitwAnd(bits, c(1, 2, 4)) > 0])
shares <- vapply(seq_len(subsetResamples), function(i) {
  rows <- draw()
  vapply(subsets, function(columns) {
    x <- design(columns)[rows, ]
    p <- fit(x, outcome[rows])$fitted.values
    auc(p, outcome[rows])
  }, 0)
}, numeric(8))

folded <- vapply(1:10, function(repeated) {
  fold <- sample(rep_len(1:10, length(persons)))[data$person + 1]
  vapply(designs, function(x) {
    p <- numeric(length(outcome))
    for (k in 1:10) {
      beta <- fit(x[fold != k, ], outcome[fold != k])$coefficients
      p[fold == k] <- plogis(drop(x[fold == k, ] %*% beta))
    }
    auc(p, outcome)
  }, 0)
}, numeric(3))
base <- proc.time()[["elapsed"]] - start
cat(sprintf("seconds %.6f\nchi2 %.17g\nse %.17g\ncorrected %.17g\n", base, chi2, se, corrected[["full"]]))

if (requireNamespace("lme4", quietly = TRUE)) {
  data$product <- factor(data$product)
  control <- lme4::glmerControl(optimizer = "bobyqa", calc.derivs = FALSE)
  start <- proc.time()[["elapsed"]]
  mixed <- lapply(c("recommend + intent", "recommend + intent + association"), function(terms) {
    formula <- as.formula(paste("bought ~ product +", terms, "+ (1 | person)"))
    lme4::glmer(formula, data, family = binomial, nAGQ = 25, control = control)
  })
  mixedChi2 <- 2 * as.numeric(logLik(mixed[[2]]) - logLik(mixed[[1]]))
  cat(sprintf("seconds_lme4 %.6f\nchi2_lme4 %.17g\n", proc.time()[["elapsed"]] - start, mixedChi2))
}
