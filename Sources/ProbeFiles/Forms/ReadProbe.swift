import Probing

/// A probe as a file has it, before probes that stand twice are united.
struct ReadProbe {
  /// The probe.
  var probe: Probe
  /// The line on which its entry begins, from 1.
  var line: Int
}
