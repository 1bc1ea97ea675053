/// The dictionary in an array's header, written as a Python literal:
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`.
///
/// Only what NumPy itself writes is understood, so nothing nests and every step takes a character.
struct NPYDescription {
  /// The kind of the numbers, as `<f8`; `|V` for a structure.
  let kind: String
  let isFortranOrder: Bool
  let shape: [Int]

  /// What is wrong with the text.
  struct Fault: Error {
    let reason: String
  }

  /// Reads the text up to its last character.
  ///
  /// - Throws: ``Fault`` when it is no such dictionary.
  init(_ text: ArraySlice<UInt8>) throws(Fault) {
    guard text.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) else {
      throw Fault(reason: "the header is no plain text")
    }
    var scanner = PythonScanner(text)
    var kind: String?
    var isFortranOrder: Bool?
    var shape: [Int]?
    try scanner.take("{")
    while !scanner.takes("}") {
      let key = try scanner.string()
      try scanner.take(":")
      switch key {
      case "descr" where kind == nil:
        // A list describes the fields of structures, which are refused whatever they are.
        if scanner.isNext("[") {
          self.init(kind: "|V", isFortranOrder: false, shape: [1, 1])
          return
        }
        kind = try scanner.string()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try scanner.boolean()
      case "shape" where shape == nil: shape = try scanner.numbers()
      default: throw Fault(reason: "the header has an unknown or repeated entry")
      }
      if !scanner.takes(",") {
        try scanner.take("}")
        break
      }
    }
    guard scanner.isAtEnd else { throw Fault(reason: "the header goes on after its end") }
    guard let kind, let isFortranOrder, let shape else {
      throw Fault(reason: "the header lacks an entry (descr, fortran_order, shape)")
    }
    self.init(kind: kind, isFortranOrder: isFortranOrder, shape: shape)
  }

  private init(kind: String, isFortranOrder: Bool, shape: [Int]) {
    self.kind = kind
    self.isFortranOrder = isFortranOrder
    self.shape = shape
  }
}
