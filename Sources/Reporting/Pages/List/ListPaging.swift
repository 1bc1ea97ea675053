/// How a long list is cut into pages.
enum ListPaging {
  /// The findings of a page.
  static let size = 100

  /// How many pages so many findings take; one page says that there are none.
  static func count(of findings: Int) -> Int { max(1, (findings + size - 1) / size) }

  /// The places of the list that a page shows.
  static func places(of page: Int, of findings: Int) -> Range<Int> {
    min((page - 1) * size, findings)..<min(page * size, findings)
  }

  /// The file name of a page, from 1.
  static func name(of page: Int) -> String { page == 1 ? "findings.html" : "findings-\(page).html" }

  /// The pages that a page leads to by number: the first, the last, itself and two on each side; nil for a gap.
  ///
  /// The list's script counts the same way.
  static func numbers(around page: Int, of count: Int) -> [Int?] {
    var numbers: [Int?] = []
    var last = 0
    for number in 1...count where number == 1 || number == count || abs(number - page) <= 2 {
      if number - last == 2 {
        numbers.append(last + 1)
      } else if number - last > 2 {
        numbers.append(nil)
      }
      numbers.append(number)
      last = number
    }
    return numbers
  }
}
