# Spearman-Brown reliability of D over random halves of each person's blocks, all people at once.
args <- commandArgs(TRUE)
data <- read.csv(file.path(args[1], "trials.csv"))
splits <- as.integer(args[2])
data <- data[data$latency <= 10000, ]
people <- max(data$person) + 1

# Rows sorted by person and block; a cell is one block of one person.
cell <- data$person * 4 + data$block + 1
data <- data[order(cell), ]
cell <- sort(cell)
size <- tabulate(cell, people * 4)
place <- sequence(size)
isFirst <- place <= (size %/% 2)[cell]
firstCell <- cell[isFirst]
latency <- data$latency - mean(data$latency)
total <- rowsum(cbind(1, latency, latency^2), cell, reorder = FALSE)

# D: mean over practice and test of (mean contrast - mean reference) / SD of both.
score <- function(sums) {
  n <- matrix(sums[, 1], 4)
  s <- matrix(sums[, 2], 4)
  q <- matrix(sums[, 3], 4)
  pair <- function(a, b) {
    count <- n[a, ] + n[b, ]
    variance <- (q[a, ] + q[b, ] - (s[a, ] + s[b, ])^2 / count) / (count - 1)
    (s[b, ] / n[b, ] - s[a, ] / n[a, ]) / sqrt(variance)
  }
  (pair(1, 3) + pair(2, 4)) / 2
}

set.seed(1)
start <- proc.time()[["elapsed"]]
values <- vapply(seq_len(splits), function(i) {
  # Shuffles within cells: sorting by cell keeps every cell where it is.
  chosen <- latency[order(cell, runif(length(cell)))][isFirst]
  half <- rowsum(cbind(1, chosen, chosen^2), firstCell, reorder = FALSE)
  r <- cor(score(half), score(total - half))
  2 * r / (1 + abs(r))
}, 0)
seconds <- proc.time()[["elapsed"]] - start
cat(sprintf("seconds %.6f\nreliability %.15g\n", seconds, mean(values)))
