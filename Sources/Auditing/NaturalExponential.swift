import Glibc

/// `e` to the power of a log-probability, kept in 0 … 1 against rounding.
func naturalExponential(_ logProbability: Double) -> Double {
  min(max(exp(logProbability), 0), 1)
}
