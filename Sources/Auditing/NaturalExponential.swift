import Glibc

/// `e` to the power of a log-probability, kept in 0 … 1 against rounding.
func naturalExponential(_ logProbability: Double) -> Double {
  min(max(exp(logProbability), 0), 1)
}

/// The natural logarithm of a probability, of 1e-300 at least.
func naturalLogarithm(_ probability: Double) -> Double { log(max(probability, 1e-300)) }
