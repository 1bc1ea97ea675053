import Glibc

/// The natural logarithm; of 0 and less, `-infinity`.
func naturalLogarithm(_ value: Double) -> Double {
  value > 0 ? log(value) : -.infinity
}

/// The natural exponential.
func exponential(_ value: Double) -> Double { exp(value) }
