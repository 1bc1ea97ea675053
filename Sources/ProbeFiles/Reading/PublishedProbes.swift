import Codecs
import Probing

/// A probe file that was published, word for word, whatever it is called and however it is encoded.
public struct PublishedProbes: Sendable, Hashable {
  /// What it is, with its date and the commit that published it.
  public let name: String
  /// What a user of it should know, in one line; nil for the edition that is current.
  public let remark: String?

  /// Recognizes the probes of one file, in the file's order; nil when they are no published file, or are an
  /// edited one.
  ///
  /// Known are POPE's COCO files in all their editions, its SEEM files and RePOPE's;
  /// `scripts/check-probes/published.py` makes the table.
  init?(_ probes: [Probe]) {
    let rows = probes.map { probe in
      "\(probe.id)\t\(probe.imageName)\t\(probe.question)\t\(probe.label?.rawValue ?? "")\n"
    }
    guard let published = Self.known[SHA256Digest.hex(of: Array(rows.joined().utf8))] else {
      return nil
    }
    self = published
  }

  private init(_ name: String, _ remark: String? = nil) {
    self.name = name
    self.remark = remark
  }

  /// By the SHA-256 of the rows, each "id TAB image TAB question TAB label LF".
  private static let known: [String: PublishedProbes] = [
    "ce77753f41bd8af349b2e36ae841b21e7364ec122b8626861e944f5f9271dea7":
      PublishedProbes(
        "POPE COCO random, May 2023 (28f884a)",
        "the first edition, 2,910 questions instead of 3,000, 144 of them about an \"imange\""),
    "00f05b1085d5d3bb30a1de8696834480a9f6e7fe4574e88a8d4bbb770ab6680a":
      PublishedProbes(
        "POPE COCO popular, May 2023 (28f884a)",
        "the first edition, 44 of them about an \"imange\""),
    "566ceceda8831d7e475c26e7cbc6b779ee789efd48064cf0635452bb089e40f2":
      PublishedProbes(
        "POPE COCO adversarial, May 2023 (28f884a)",
        "the first edition, 58 of them about an \"imange\""),
    "36d52e2496040473a2152fdd64caa0aceac3a420ad22377af5cebe69c104718a":
      PublishedProbes(
        "POPE COCO random, August 2023 (7ef3026)",
        "an edition that stood for six days"),
    "28304687e619bc29652ca89cd29a7d67b8b9447d4c7c965d30781aeae42d6eed":
      PublishedProbes(
        "POPE COCO popular, August 2023 (7ef3026)",
        "an edition that stood for six days"),
    "6492efe384dbffb81e5d8093efaa1fec185aea662a9bbd4d310075601b7fb9d9":
      PublishedProbes(
        "POPE COCO adversarial, August 2023 (7ef3026)",
        "an edition that stood for six days"),
    "0a3eab093c0bef0650c19da62da90ff5b2ee656ea966d46517ab7767174e1ce1":
      PublishedProbes("POPE COCO random, October 2023 (edebdda)"),
    "0c5b4fa5535000ceb3c8808326f7b0ada454890a6a9e5446cd51d82d2e30d68d":
      PublishedProbes("POPE COCO popular, October 2023 (edebdda)"),
    "4749f8b8d1319662c222b881a8edd6e6330f0a6fff4cf0b0f700025be90da688":
      PublishedProbes(
        "POPE COCO adversarial, October 2023 (edebdda)",
        "an edition with 57 questions about an \"imange\", corrected in November 2023"),
    "6d3cb270a70eec795b50bcd55374d40ff69c761807e30e270a036f65421b56fa":
      PublishedProbes("POPE COCO adversarial, November 2023 (109985c)"),
    "03efa5ff385e2918b4222dbfb0cca065b85813c79df3daf99a3ddb19c2a3f77a":
      PublishedProbes("POPE A-OKVQA random by SEEM, October 2023 (9b54106)"),
    "f839dc0e89dd404eb9d429bb3abd86e62206b9e6e0a531ccb5fb488006f00cc9":
      PublishedProbes("POPE A-OKVQA popular by SEEM, October 2023 (9b54106)"),
    "d28f0c37a54b459a681cfbf01eb4cd2914a6ea4b77d6fe534d23b3b65e5ac876":
      PublishedProbes("POPE A-OKVQA adversarial by SEEM, October 2023 (9b54106)"),
    "3b07f64f04855ae8c510afac0b3006014a91125c0e59827f4fbf48fb5d13a805":
      PublishedProbes("POPE GQA random by SEEM, October 2023 (9b54106)"),
    "0988a8b4885dac2f0a28cc7db1e614b1b9e7bc474e11da9d597caa13b22341bd":
      PublishedProbes("POPE GQA popular by SEEM, October 2023 (9b54106)"),
    "5149a088fdf8028e6d4a54e7fe24d525707109732379c75044202a9043b78c0c":
      PublishedProbes("POPE GQA adversarial by SEEM, October 2023 (9b54106)"),
    "6170a23842db8a492bd33570091a013b558b862fbac561627493a7045a5c04f7":
      PublishedProbes("RePOPE COCO random, May 2025 (bcf22e5)"),
    "ad6829489a00be3ae737f52c72f1a23c646e234e107d50422aea48758a613d90":
      PublishedProbes("RePOPE COCO popular, May 2025 (bcf22e5)"),
    "d44567fa928280afa41d1d960cfa214162f14b4c94504f6d51c940d40785e412":
      PublishedProbes("RePOPE COCO adversarial, May 2025 (bcf22e5)"),
  ]
}
