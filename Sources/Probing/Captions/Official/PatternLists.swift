// The word lists of `singularize` in pattern.en (clips/pattern, commit d25511f),
// Copyright (c) 2011-2013 University of Antwerp, Belgium, BSD 3-Clause License; see
// docs/third-party.md for the licence's text.

/// The word lists behind ``PatternSingular``, as UTF-8.
enum PatternLists {
  /// All ends of the words that have no plural: pattern asks whether a listed word ends with the token,
  /// not the reverse, so that every end of a listed word stays as it is.
  static let unchangedEndings: Set<[UInt8]> = Set(
    (uninflected + uncountable).flatMap { word in
      (0...word.count).map { Array(word.suffix($0)) }
    })

  /// What may follow the first noun of a compound such as "mothers-in-law".
  static let prepositions = Set(
    words(
      """
      about above across after among around at athwart before behind below beneath beside besides
      between betwixt beyond but by during except for from in into near of off on onto out over
      since till to under until unto upon with
      """))

  /// Words on -ie, which lose only their s.
  ///
  /// The two with a caret can never match, as in pattern.
  static let ie = words(
    """
    ^pie ^tie alergie auntie beanie birdie bogie bombie collie cookie cutie doggie eyrie freebie
    goonie groupie hankie hippie hoagie hottie indie junkie laddie laramie lingerie meanie newbie
    nightie oldie pixie quickie reverie rookie softie sortie stoolie sweetie techie toughie
    valkyrie veggie weenie yuppie zombie
    """)

  /// Plurals that end a word, and what takes their place, in pattern's order.
  static let irregular: [(plural: [UInt8], singular: [UInt8])] = pairs(
    """
    atlantes:atlas atlases:atlas axes:axe beeves:beef brethren:brother children:child
    corpora:corpus corpuses:corpus ephemerides:ephemeris feet:foot ganglia:ganglion geese:goose
    genera:genus genii:genie graffiti:graffito helves:helve kine:cow leaves:leaf loaves:loaf
    men:man mongooses:mongoose monies:money moves:move mythoi:mythos numena:numen occipita:occiput
    octopodes:octopus opera:opus opuses:opus our:my oxen:ox penes:penis penises:penis
    people:person sexes:sex soliloquies:soliloquy teeth:tooth testes:testis trilbys:trilby
    turves:turf zoa:zoon
    """)

  private static let uninflected = words(
    """
    bison bream breeches britches carp chassis christmas clippers cod contretemps corps debris
    diabetes djinn eland elk flounder gallows georgia graffiti headquarters herpes high-jinks
    homework innings jackanapes mackerel measles mews mumps news pincers pliers proceedings rabies
    salmon scissors series shears species swine swiss trout tuna whiting wildebeest
    """)

  private static let uncountable = words(
    """
    advice bread butter cheese electricity equipment fruit furniture garbage gravel happiness
    information ketchup knowledge love luggage mathematics mayonnaise meat mustard news progress
    research rice sand software understanding water
    """)

  private static func words(_ text: String) -> [[UInt8]] {
    text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map(Array.init)
  }

  private static func pairs(_ text: String) -> [(plural: [UInt8], singular: [UInt8])] {
    words(text).map { pair in
      let parts = pair.split(separator: UInt8(ascii: ":"))
      return (Array(parts[0]), Array(parts[1]))
    }
  }
}
